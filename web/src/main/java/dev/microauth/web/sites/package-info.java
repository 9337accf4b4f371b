/// Sites behind proxies that ask this server: the proxy's question, and the way of a browser to the sign-in and back to
/// the address first asked for. Owns how the answer travels. Decides nothing about who may enter. Specs: RFC 6750 §3,
/// RFC 9470 §3, and what nginx' `auth_request`, Traefik's ForwardAuth and Caddy's `forward_auth` do.
package dev.microauth.web.sites;
