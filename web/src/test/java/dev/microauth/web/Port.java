package dev.microauth.web;

import dev.microauth.web.http.Method;
import dev.microauth.web.http.Router;
import java.util.List;

/// One port, asked without a socket.
public record Port(Router router) {
    public Call get(String target) {
        return call(Method.GET, target);
    }

    public Call post(String target) {
        return call(Method.POST, target);
    }

    public Call call(Method method, String target) {
        return new Call(router, method, target);
    }

    public List<String> table() {
        return router.table();
    }
}
