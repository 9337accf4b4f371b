/// Owns the proof that somebody is who they say: passwords now, with the waiting after failures, and their change by their owner. Does
/// not know what the proof is for. Every refusal looks alike and takes alike.
package dev.microauth.credential;
