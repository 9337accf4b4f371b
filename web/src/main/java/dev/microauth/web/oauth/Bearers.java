package dev.microauth.web.oauth;

import dev.microauth.actor.Actor;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.UserId;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Request;

/// Who acts when a token was shown.
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
}
