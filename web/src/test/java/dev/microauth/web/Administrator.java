package dev.microauth.web;

/// Whoever signs in at the admin port.
record Administrator(Site site) {
    Answer signIn() {
        return site.admin()
                .post("/token")
                .form("username", "admin", "password", Site.PASSWORD)
                .send()
                .succeeds();
    }
}
