/// Owns the record of what happened: one event per change, written in the change's own transaction and
/// chained by HMAC from the first event on. Does not know what the events mean.
package dev.microauth.audit;
