package dev.microauth.acting;

import dev.microauth.code.Codes;
import dev.microauth.grant.WordGrant.Basing;
import dev.microauth.token.Subject;

/// What a sign-in rests on: the code that it came by, and how its person proved who they are.
record UserOfCode(Codes.Bound bound, Subject.OfUser subject) {
    Basing.SignIn signIn() {
        return new Basing.SignIn(bound, subject);
    }
}
