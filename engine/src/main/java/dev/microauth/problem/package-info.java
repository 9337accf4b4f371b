/// Owns the ways in which a change is refused. The doors turn them into problem documents and exit codes.
package dev.microauth.problem;
