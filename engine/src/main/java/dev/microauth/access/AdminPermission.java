package dev.microauth.access;

import java.util.Arrays;
import java.util.Optional;

/// What an administrator may do, noun by noun. Each is an ordinary permission with a row of its own.
public enum AdminPermission {
    USERS_READ("users:read"),
    USERS_WRITE("users:write"),
    SERVICE_ACCOUNTS_READ("service-accounts:read"),
    SERVICE_ACCOUNTS_WRITE("service-accounts:write"),
    ROLES_READ("roles:read"),
    ROLES_WRITE("roles:write"),
    SCOPES_READ("scopes:read"),
    SCOPES_WRITE("scopes:write"),
    CLIENTS_READ("clients:read"),
    CLIENTS_WRITE("clients:write"),
    SESSIONS_READ("sessions:read"),
    SESSIONS_WRITE("sessions:write"),
    AUDIT_READ("audit:read"),
    AUDIT_WRITE("audit:write"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    SETTINGS_READ("settings:read"),
    BACKUPS_READ("backups:read"),
    BACKUPS_WRITE("backups:write");

    private final String permission;

    AdminPermission(String permission) {
        this.permission = permission;
    }

    public String permission() {
        return permission;
    }

    public boolean isReading() {
        return permission.endsWith(":read");
    }

    public static Optional<AdminPermission> find(String permission) {
        return Arrays.stream(values())
                .filter(each -> each.permission.equals(permission))
                .findFirst();
    }
}
