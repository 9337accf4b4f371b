/// The library's verbs, with the actor said once. Each translates to one verb of a service below and does nothing else; what the
/// token endpoint would answer becomes an [dev.microauth.problem.AuthException] here.
package dev.microauth.acting;
