package dev.microauth.server.http;

import java.nio.file.Path;

/// Where certificate and key lie. They are read again when either file changes; a pair that cannot be used leaves the
/// old one in place and is told in the log.
///
/// @param certificateChainPem the server's certificate first, then its issuers
/// @param privateKeyPem PKCS#8 (`BEGIN PRIVATE KEY`): RSA, EC or Ed25519; not readable by others
public record Tls(Path certificateChainPem, Path privateKeyPem) {}
