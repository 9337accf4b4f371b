package dev.microauth.web.http;

import java.net.InetAddress;

/// Who sent a request, as far as the wire tells: decided by [ProxyTrust], never by a header alone.
///
/// @param address the client's address behind any trusted proxies
/// @param secure whether the client's own hop was TLS
/// @param relayed whether a proxy that is believed passed the request on, so that what it says of it counts
public record Caller(InetAddress address, boolean secure, boolean relayed) {
    /// One who came without such a proxy.
    public Caller(InetAddress address, boolean secure) {
        this(address, secure, false);
    }
}
