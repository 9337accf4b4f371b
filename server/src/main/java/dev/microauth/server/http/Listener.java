package dev.microauth.server.http;

import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.http.Router;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One port and what is served there.
///
/// @param name `auth` or `admin`, for messages and [HttpServer#port]
/// @param address where to listen; port 0 takes a free one
/// @param tls empty for plain HTTP
/// @param trust which proxies are believed
public record Listener(
        String name,
        InetSocketAddress address,
        Router router,
        Limits limits,
        Optional<Tls> tls,
        ProxyTrust trust) {}
