package dev.microauth.audit;

import java.util.Locale;

/// What can happen, by the names that the log shows (`token.issue`).
public enum Action {
    SERVER_START,
    SERVER_STOP,
    USER_LOGIN,
    PASSWORD_CHECK,
    ADMIN_REFUSE,
    CLIENT_AUTHENTICATE,
    TOKEN_ISSUE,
    TOKEN_REFRESH,
    TOKEN_REUSE,
    TOKEN_REVOKE,
    USER_CREATE,
    USER_UPDATE,
    USER_DELETE,
    SERVICE_ACCOUNT_CREATE,
    SERVICE_ACCOUNT_UPDATE,
    SERVICE_ACCOUNT_DELETE,
    CREDENTIAL_ISSUE,
    CREDENTIAL_REVOKE,
    POSTGRES_CREDENTIALS_SET,
    POSTGRES_CREDENTIALS_READ,
    POSTGRES_CREDENTIALS_DELETE,
    USER_INVITE,
    USER_RESET,
    USER_PASSWORD_CHANGE,
    USER_PASSWORD_SET,
    SETUP_LINK_CREATE,
    ROLE_CREATE,
    ROLE_UPDATE,
    ROLE_DELETE,
    ROLE_ASSIGN,
    ROLE_UNASSIGN,
    ROLE_SET,
    PERMISSION_CREATE,
    PERMISSION_UPDATE,
    PERMISSION_DELETE,
    PERMISSION_ASSIGN,
    PERMISSION_UNASSIGN,
    PERMISSION_SET,
    SCOPE_CREATE,
    SCOPE_UPDATE,
    SCOPE_DELETE,
    SCOPE_ASSIGN,
    SCOPE_UNASSIGN,
    SCOPE_SET,
    CLIENT_CREATE,
    CLIENT_UPDATE,
    CLIENT_DELETE,
    CLIENT_SECRET_ADD,
    CLIENT_SECRET_REMOVE,
    CLIENT_REDIRECT_URI_ADD,
    CLIENT_REDIRECT_URI_REMOVE,
    CLIENT_LOGO_SET,
    CLIENT_LOGO_REMOVE,
    KEY_CREATE,
    KEY_ROTATE,
    KEY_DROP,
    MASTER_KEY_ROTATE,
    AUDIT_EXPORT,
    AUDIT_PURGE,
    SESSION_READ,
    SESSION_END,
    SESSION_PURGE,
    SITE_TICKET_ISSUE,
    SITE_ENTER,
    TOKEN_PURGE;

    /// The noun and the verb with a dot between: the last underscore parts them.
    public String label() {
        String lower = name().toLowerCase(Locale.ROOT);
        int verb = lower.lastIndexOf('_');
        return lower.substring(0, verb).replace('_', '-') + "." + lower.substring(verb + 1);
    }
}
