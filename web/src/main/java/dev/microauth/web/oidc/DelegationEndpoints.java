package dev.microauth.web.oidc;

import dev.microauth.api.UserCreation;
import dev.microauth.link.Links;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.UserId;
import dev.microauth.token.LiveToken;
import dev.microauth.user.UserFilter;
import dev.microauth.user.Users;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Bearers;
import dev.microauth.web.wire.JsonBody;
import dev.microauth.web.wire.PageQuery;
import dev.microauth.web.wire.RecordAnswer;
import dev.microauth.web.wire.UserCreations;
import dev.microauth.web.wire.Views;

/// User management on the auth port, for users, service accounts and clients whose tokens have one of the five
/// `admin:` scopes. Who acts here holds no administrative permission, so that nothing can be done to an
/// administrator.
public final class DelegationEndpoints {
    private final Users users;
    private final Links links;
    private final UserCreations creations;
    private final String issuerPath;

    /// @param issuerPath below which the answers say that people are; empty for most
    public DelegationEndpoints(Users users, Links links, String issuerPath) {
        this.users = users;
        this.links = links;
        this.issuerPath = issuerPath;
        this.creations = new UserCreations(users, links);
    }

    /// POST /user.
    public Response create(Request request, LiveToken token) {
        var wanted = new JsonBody(request).read(UserCreation.class);
        var made = creations.make(Bearers.actor(request, token), wanted);
        return RecordAnswer.created(Views.of(made))
                .with("location", issuerPath + "/user/" + made.user().id());
    }

    /// GET /user/{id}.
    public Response show(Request request, LiveToken token) {
        return RecordAnswer.ok(Views.of(users.get(id(request))));
    }

    /// GET /users.
    public Response list(Request request, LiveToken token) {
        return PageQuery.answer(users.list(PageQuery.of(request), UserFilter.ALL), Views::of);
    }

    /// POST /user/{id}/reset.
    public Response reset(Request request, LiveToken token) {
        return RecordAnswer.ok(Views.of(links.reset(Bearers.actor(request, token), id(request))));
    }

    /// POST /user/{id}/deactivate.
    public Response deactivate(Request request, LiveToken token) {
        users.deactivate(Bearers.actor(request, token), id(request));
        return Response.empty(204);
    }

    private static UserId id(Request request) {
        String text = request.pathParameter("id");
        return UserId.parse(text).orElseThrow(() -> new NotFound("user", text));
    }
}
