package dev.microauth.web.oauth;

import dev.microauth.actor.Actor;
import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.UserId;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Request;

/// Who acts, and through whose client, when a token was shown.
public final class Bearers {
    private Bearers() {}

    // Security H7: the scopes of a token give no administrative permission, so the actor holds
    // none.
    public static Actor actor(Request request, LiveToken token) {
        var origin = Origins.of(request);
        return token.subjectId()
                .map(subject ->
                        switch (subject) {
                            case UserId user -> Actor.user(user.toString(), origin);
                            case ServiceAccountId account ->
                                    Actor.serviceAccount(account.toString(), origin);
                        })
                .orElseGet(() -> Actor.client(token.subject(), origin));
    }

    /// Whether the token was issued to a client of the house.
    public static boolean isOfTheHouse(Clients clients, LiveToken token) {
        return token.clientId()
                .flatMap(ClientId::find)
                .flatMap(clients::find)
                .filter(Client::isFirstParty)
                .isPresent();
    }
}
