/// Owns the names of whoever a token can speak for: users, service accounts, clients, and the rule for names that
/// people tell apart by eye. Does not know anything about who bears them. Specs: RFC 9068 §5 (the subjects of clients
/// and of people never meet), UAX #15 and UTS #39 (spelling, lookalikes).
package dev.microauth.subject;
