package dev.microauth.web.oidc;

import dev.microauth.actor.Actor;
import dev.microauth.client.Clients;
import dev.microauth.service.AccountReference;
import dev.microauth.service.PostgresCredentials;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Bearers;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.wire.RecordAnswer;
import dev.microauth.web.wire.Views;

/// `/service-accounts/{name}/…`: for the account itself, which needs no scope for its own, and for holders of its role.
/// Everybody else is refused alike, whether the name exists or not.
public final class ServiceAccountEndpoints {
    private final ServiceCredentials credentials;
    private final PostgresCredentials postgres;
    private final Clients clients;

    public ServiceAccountEndpoints(
            ServiceCredentials credentials, PostgresCredentials postgres, Clients clients) {
        this.credentials = credentials;
        this.postgres = postgres;
        this.clients = clients;
    }

    /// POST …/credential: a new one, which ends the former and all that it bought, the token of this request included
    /// when it is the account's own.
    public Response issue(Request request, LiveToken token) {
        return RecordAnswer.ok(
                Views.of(credentials.issue(actor(request, token), account(request))));
    }

    /// DELETE …/credential.
    public Response revoke(Request request, LiveToken token) {
        credentials.revoke(actor(request, token), account(request));
        return Response.empty(204).noStore();
    }

    /// GET …/postgres-credentials.
    public Response postgres(Request request, LiveToken token) {
        return RecordAnswer.ok(Views.of(postgres.read(actor(request, token), account(request))));
    }

    private static AccountReference account(Request request) {
        return AccountReference.named(request.pathParameter("name"));
    }

    private Actor actor(Request request, LiveToken token) {
        // What a person keeps is not for every application that they signed in to.
        return token.userId().isPresent() && !Bearers.isOfTheHouse(clients, token)
                ? Actor.client(token.clientId().orElse(""), Origins.of(request))
                : Bearers.actor(request, token);
    }
}
