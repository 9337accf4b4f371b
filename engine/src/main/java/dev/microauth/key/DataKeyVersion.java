package dev.microauth.key;

import java.time.Instant;
import java.util.Optional;

/// A version of the key that seals secrets in the database: TOTP secrets, private signing keys, passwords of database
/// logins.
///
/// ```java
/// for (DataKeyVersion version : auth.keys().keyVersions()) {
///     System.out.println(version.version() + " seals " + version.values() + " values");
/// }
/// ```
///
/// @param version counts up from 1 and is never used twice; 0 stands for values from before there were versions
/// @param current whether new values are sealed with it; of one version at a time
/// @param retiredAt when another one took its place; empty for the current one
/// @param values how many values it still seals
public record DataKeyVersion(
        long version,
        boolean current,
        Instant createdAt,
        Optional<Instant> retiredAt,
        long values) {}
