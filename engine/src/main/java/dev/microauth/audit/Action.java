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
    ROLE_ASSIGN,
    ROLE_CREATE,
    ROLE_UNASSIGN,
    PERMISSION_ASSIGN,
    SCOPE_CREATE,
    SCOPE_ASSIGN,
    SCOPE_UNASSIGN,
    CLIENT_CREATE,
    CLIENT_UPDATE,
    CLIENT_DELETE,
    CLIENT_SECRET_ADD,
    CLIENT_SECRET_REMOVE,
    KEY_CREATE,
    KEY_ROTATE,
    KEY_DROP,
    MASTER_KEY_ROTATE;

    /// The noun and the verb with a dot between: the last underscore parts them.
    public String label() {
        String lower = name().toLowerCase(Locale.ROOT);
        int verb = lower.lastIndexOf('_');
        return lower.substring(0, verb).replace('_', '-') + "." + lower.substring(verb + 1);
    }
}
