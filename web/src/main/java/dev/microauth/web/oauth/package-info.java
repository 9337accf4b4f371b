/// What both ports share of OAuth over HTTP: how a client or a bearer is recognised, how a refusal looks.
/// Specs: RFC 6749 §2.3, §5; RFC 6750.
package dev.microauth.web.oauth;
