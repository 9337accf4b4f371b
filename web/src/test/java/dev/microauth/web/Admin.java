package dev.microauth.web;

import dev.microauth.web.http.Method;

/// An administrator with a token, asking below `/api/v1`.
record Admin(Site site, String token) {
    static Admin of(Site site) {
        return new Admin(site, site.adminToken("admin"));
    }

    Call call(Method method, String path) {
        return site.admin().call(method, "/api/v1" + path).bearer(token);
    }

    Answer get(String path) {
        return call(Method.GET, path).send();
    }

    Answer post(String path, String json) {
        return call(Method.POST, path).json(json).send();
    }

    /// Without a body.
    Answer post(String path) {
        return call(Method.POST, path).send();
    }

    Answer put(String path, String json) {
        return call(Method.PUT, path).json(json).send();
    }

    Answer patch(String path, String json) {
        return call(Method.PATCH, path).json(json).send();
    }

    Answer delete(String path) {
        return call(Method.DELETE, path).send();
    }
}
