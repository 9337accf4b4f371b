/// Serves [dev.microauth.web.http.Router]s on sockets.
///
/// Owns: listening, connections and their deadlines, TLS, limits, the answers to what is no HTTP request.
/// Does not know: any endpoint, settings, the engine.
/// From Helidon comes the HTTP/1.1 codec alone ([io.helidon.webserver.http1.Http1Connection]); accepting, limiting and
/// closing connections is ours, since there a deadline covers a whole header or body.
/// Sources: RFC 9110, RFC 9112, RFC 8446, BCP 195 (RFC 9325).
package dev.microauth.server.http;
