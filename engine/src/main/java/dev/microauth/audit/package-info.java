/// Owns the record of what happened: one event per change, written in the change's own transaction and
/// chained by HMAC from the first event on, or from the anchor that took the place of old ones; its verification, and the
/// checkpoint that shows a log cut short. Does not know what the events mean.
package dev.microauth.audit;
