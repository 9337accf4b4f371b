/// Owns who acts and from where. Every change carries an [dev.microauth.actor.Actor], with the
/// permissions already resolved; this package does not know how they were.
package dev.microauth.actor;
