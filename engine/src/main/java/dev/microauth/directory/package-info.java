/// Owns the data directory: who may open it, its lock, and its small files. Knows no content but the
/// names. The lock is taken before anything else is read and is held for the life of the process.
package dev.microauth.directory;
