package dev.microauth.web.http;

/// One row of the route table. A row without a guard cannot be written.
///
/// @param method neither HEAD, which GET rows serve, nor OPTIONS, which the router answers
/// @param <P> the proof that passes from guard to handler
public record Route<P>(Method method, PathPattern path, Guard<P> guard, Handler<P> handler) {
    public Route {
        switch (method) {
            case HEAD, OPTIONS, OTHER ->
                    throw new IllegalArgumentException("no route may have the method " + method);
            case GET, POST, PUT, PATCH, DELETE -> {}
        }
    }

    public static <P> Route<P> get(String path, Guard<P> guard, Handler<P> handler) {
        return new Route<>(Method.GET, PathPattern.parse(path), guard, handler);
    }

    public static <P> Route<P> post(String path, Guard<P> guard, Handler<P> handler) {
        return new Route<>(Method.POST, PathPattern.parse(path), guard, handler);
    }

    public static <P> Route<P> patch(String path, Guard<P> guard, Handler<P> handler) {
        return new Route<>(Method.PATCH, PathPattern.parse(path), guard, handler);
    }

    public static <P> Route<P> delete(String path, Guard<P> guard, Handler<P> handler) {
        return new Route<>(Method.DELETE, PathPattern.parse(path), guard, handler);
    }

    /// The same row below a path, which begins with a slash and ends without one.
    public Route<P> under(String prefix) {
        return new Route<>(method, PathPattern.parse(prefix + path), guard, handler);
    }

    /// `POST /token client`: the line of the snapshot.
    public String line() {
        return method + " " + path + " " + guard.name();
    }

    Response serve(Request request) {
        return switch (guard.admit(request)) {
            case Admission.Admitted<P>(P proof) -> handler.handle(request, proof);
            case Admission.Refused<P>(Response response) -> response;
        };
    }
}
