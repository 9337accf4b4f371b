package dev.microauth.examples.javalin;

import dev.microauth.MicroAuth;
import dev.microauth.guard.Guard;
import dev.microauth.jose.AuthUser;
import dev.microauth.subject.UserId;
import io.javalin.http.Context;

/// The API: for whoever shows a live token.
@Guard
public final class Notes {
    private final MicroAuth auth;

    Notes(MicroAuth auth) {
        this.auth = auth;
    }

    public void get(Context ctx, AuthUser user) {
        var person = auth.users().get(UserId.parse(user.id()).orElseThrow());
        ctx.result("the notes of " + person.username() + "\n");
    }
}
