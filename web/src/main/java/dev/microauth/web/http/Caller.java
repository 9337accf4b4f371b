package dev.microauth.web.http;

import java.net.InetAddress;

/// Who sent a request, as far as the wire tells: decided by [ProxyTrust], never by a header alone.
///
/// @param address the client's address behind any trusted proxies
/// @param secure whether the client's own hop was TLS
public record Caller(InetAddress address, boolean secure) {}
