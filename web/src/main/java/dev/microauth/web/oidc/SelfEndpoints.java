package dev.microauth.web.oidc;

import dev.microauth.access.Access;
import dev.microauth.api.PasswordReplacement;
import dev.microauth.credential.PasswordChange;
import dev.microauth.credential.PasswordChanges;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.session.SessionFilter;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.token.FamilyFilter;
import dev.microauth.token.RefreshFamilies;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.oauth.SelfGuard.Self;
import dev.microauth.web.wire.Ids;
import dev.microauth.web.wire.JsonBody;
import dev.microauth.web.wire.PageQuery;
import dev.microauth.web.wire.Views;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/// What people do with their own account over a token: `/me` and below.
public final class SelfEndpoints {
    private final Account account;
    private final Sessions sessions;
    private final RefreshFamilies refreshFamilies;

    /// Who somebody is, and what they may do and change.
    public record Account(Users users, Access access, PasswordChanges passwords) {}

    public SelfEndpoints(Account account, Sessions sessions, RefreshFamilies refreshFamilies) {
        this.account = account;
        this.sessions = sessions;
        this.refreshFamilies = refreshFamilies;
    }

    /// GET /me.
    public Response get(Request request, Self self) {
        User user = account.users().get(self.user());
        var members = new LinkedHashMap<String, Object>();
        members.put("id", user.id().toString());
        members.put("username", user.username().value());
        user.email().ifPresent(email -> members.put("email", email));
        members.put("email_verified", user.emailVerified());
        user.name().ifPresent(name -> members.put("name", name));
        members.put("roles", account.access().rolesOf(user.id()));
        members.put("scopes", account.access().scopesOf(user.id()).names());
        members.put("created_at", user.createdAt().toString());
        user.lastLogin().ifPresent(at -> members.put("last_login", at.toString()));
        return Response.json(200, members).noStore();
    }

    /// GET /me/sessions.
    public Response sessions(Request request, Self self) {
        var own =
                new SessionFilter(
                        Optional.of(self.user()), Optional.empty(), Optional.of(Ring.AUTH));
        return PageQuery.answer(
                sessions.list(self.actor(request), PageQuery.of(request), own), Views::of);
    }

    /// DELETE /me/sessions/{id}.
    public Response endSession(Request request, Self self) {
        var session = new SessionId(Ids.parse("session", request.pathParameter("id")));
        sessions.endOwn(self.actor(request), self.user(), Ring.AUTH, session);
        return Response.empty(204);
    }

    /// GET /me/refresh-tokens.
    public Response refreshTokens(Request request, Self self) {
        var own =
                new FamilyFilter(
                        Optional.of(self.user()), Optional.empty(), Optional.of(Ring.AUTH));
        return PageQuery.answer(refreshFamilies.list(PageQuery.of(request), own), Views::of);
    }

    /// POST /me/password. It ends everything that was signed in with the old one, this token included.
    public Response changePassword(Request request, Self self) {
        var wanted = new JsonBody(request).read(PasswordReplacement.class);
        char[] current = wanted.currentPassword().toCharArray();
        char[] fresh = wanted.newPassword().toCharArray();
        try {
            return answer(
                    account.passwords()
                            .changePassword(self.user(), current, fresh, Origins.of(request)));
        } finally {
            Arrays.fill(current, '\0');
            Arrays.fill(fresh, '\0');
        }
    }

    private static Response answer(PasswordChange change) {
        return switch (change) {
            case PasswordChange.Changed _ -> Response.empty(204);
            case PasswordChange.Refused _ ->
                    throw new Invalid("current_password", "is not your password");
            case PasswordChange.Throttled throttled ->
                    throw OAuthRefusal.slowDown(throttled.delay(), "password change is throttled");
        };
    }
}
