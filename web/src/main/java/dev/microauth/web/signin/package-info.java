/// The pages of the way in: the authorization endpoint, signing in, consent, one-time links. Owns which page comes next,
/// and the state that travels with a browser between them. Decides nothing about who may enter. Specs: RFC 6749 §4.1,
/// OpenID Connect Core §3.1.2, Form Post Response Mode.
package dev.microauth.web.signin;
