/// Owns the counting of failed proofs and the waiting that follows. Does not know what was to be proved.
/// Only failures are counted; nothing is asked of traffic that proves itself.
package dev.microauth.throttle;
