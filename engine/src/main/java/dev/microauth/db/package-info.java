/// Owns connections, transactions and migrations. `read` and `write` are all that others see: a write
/// returns only after its commit is durable, and the writes of many callers share one commit.
/// The one place that knows which database it is; SQL is written once for both.
package dev.microauth.db;
