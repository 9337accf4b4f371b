/// Owns the proof that somebody is who they say, in one step or two, with the waiting after failures, and the change of a
/// password by its owner. Does not know what the proof is for. Every refusal looks alike and takes alike.
package dev.microauth.credential;
