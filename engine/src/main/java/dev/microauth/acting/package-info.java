/// The library's verbs, with the actor said once. Each translates to one verb of a service below and does nothing else.
package dev.microauth.acting;
