/// HTTP as plain values: a [Request] comes in, the [Router] finds its [Route], the route's [Guard] turns it into a
/// proof, the [Handler] turns both into a [Response].
///
/// Owns: paths, parameters, forwarded headers, the headers that stand on every answer, the last-resort error.
/// Does not know: any web server, the engine, what an endpoint means.
/// Sources: RFC 9110, RFC 3986, RFC 7239, RFC 6749 §3.1.
package dev.microauth.web.http;
