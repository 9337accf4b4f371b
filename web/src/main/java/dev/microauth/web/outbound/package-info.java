/// Owns what this server asks of others by itself: which addresses it may go to, one request with its limits, and the way
/// of logout tokens to clients. Does not decide who has to be told. Specs: OpenID Connect Back-Channel Logout 1.0 §2.5.
package dev.microauth.web.outbound;
