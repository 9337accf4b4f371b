/// Owns the authorization endpoint without HTTP: what was asked, where the answer may go, what is still missing, and the
/// answer. Does not show pages, and stores nothing before somebody has proved who they are.
///
/// ```text
/// parameters ─ check ─┬─ Unsafe: a page, never a redirect
///                     ├─ Refused: an error to a checked destination
///                     └─ Sound ─ decide ─┬─ SignIn ──── proof ───┐
///                                        ├─ ChooseAccount ───────┤ decide again
///                                        ├─ Consent ── given ────┘
///                                        ├─ Refused
///                                        └─ Granted ─ answer: a code
/// ```
///
/// Specs: RFC 6749 §4.1, OpenID Connect Core §3.1, RFC 7636, RFC 9207, RFC 9700.
package dev.microauth.authorize;
