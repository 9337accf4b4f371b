package dev.microauth.web.signin;

import dev.microauth.Engine;

/// What the pages of a way need, put together for one port.
record Stagecraft(
        Engine auth,
        Passages passages,
        Course course,
        Onward onward,
        Entry entry,
        Scene scene,
        PasskeyForms passkeys) {
    static Stagecraft at(Door door) {
        Engine auth = door.auth();
        var authorizations = auth.authorizations(door.ring());
        var passages = new Passages(door);
        var course = new Course(authorizations);
        var onward = new Onward(authorizations, passages, course);
        return new Stagecraft(
                auth,
                passages,
                course,
                onward,
                new Entry(door, passages, onward),
                new Scene(door.ring(), auth.clients().logos()),
                new PasskeyForms(auth.passkeys(), passages));
    }
}
