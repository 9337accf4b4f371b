package dev.microauth.web.oidc;

import dev.microauth.access.Access;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.SelfGuard.Self;
import java.util.LinkedHashMap;

/// What people do with their own account over a token: `/me` and below.
public final class SelfEndpoints {
    private final Users users;
    private final Access access;

    public SelfEndpoints(Users users, Access access) {
        this.users = users;
        this.access = access;
    }

    /// GET /me.
    public Response get(Request request, Self self) {
        User user = users.get(self.user());
        var members = new LinkedHashMap<String, Object>();
        members.put("id", user.id().toString());
        members.put("username", user.username().value());
        user.email().ifPresent(email -> members.put("email", email));
        members.put("email_verified", user.emailVerified());
        user.name().ifPresent(name -> members.put("name", name));
        members.put("roles", access.rolesOf(user.id()));
        members.put("scopes", access.scopesOf(user.id()).names());
        members.put("created_at", user.createdAt().toString());
        user.lastLogin().ifPresent(at -> members.put("last_login", at.toString()));
        return Response.json(200, members).noStore();
    }
}
