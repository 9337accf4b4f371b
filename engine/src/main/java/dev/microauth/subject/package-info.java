/// Owns the names of whoever a token can speak for: users, service accounts, clients. Does not know anything
/// about them. Specs: RFC 9068 §5 (the subjects of clients and of people never meet).
package dev.microauth.subject;
