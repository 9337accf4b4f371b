package dev.microauth.system;

import java.io.IOException;
import java.util.List;

/// One of the doors by which an administrator works. Everything goes by name.
interface Door {
    void signIn(String username, String password) throws IOException;

    void createPermission(String name) throws IOException;

    void createRole(String name, String permission) throws IOException;

    void createScope(String name) throws IOException;

    /// A confidential first-party client that may use the grants client_credentials, password and refresh_token.
    Credentials createClient(String id, String scope) throws IOException;

    /// A person without a password; the answer is their invitation.
    String createUser(String username, String email) throws IOException;

    void assignRole(String username, String role) throws IOException;

    void assignScope(String username, String scope) throws IOException;

    void createServiceAccount(String name) throws IOException;

    void assignScopeToService(String name, String scope) throws IOException;

    Credentials issueCredential(String name) throws IOException;

    void setPostgres(String name, String password) throws IOException;

    String postgresPassword(String name) throws IOException;

    boolean mayDo(String username, String permission) throws IOException;

    void revokeRefreshTokens(String username) throws IOException;

    void revokeCredential(String name) throws IOException;

    void lockOut(String username) throws IOException;

    /// The kinds of the changes that the audit holds, oldest first.
    List<String> changes() throws IOException;

    boolean auditIsWhole() throws IOException;
}
