package dev.microauth.web.http;

/// What a route does once its guard let the request through.
///
/// @param <P> the proof that the guard hands over
@FunctionalInterface
public interface Handler<P> {
    Response handle(Request request, P proof);
}
