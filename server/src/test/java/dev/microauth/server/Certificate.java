package dev.microauth.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/// A certificate for localhost and its key, made for one test.
record Certificate(Path chain, Path key) {
    private static final String PASSWORD = "changeit";

    static Certificate in(Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve("made.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new AssertionError("keytool made no certificate");
        }
        var loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var made = new Certificate(directory.resolve("tls.crt"), directory.resolve("tls.key"));
        pem(made.chain, "CERTIFICATE", loaded.getCertificate("a").getEncoded());
        pem(made.key, "PRIVATE KEY", loaded.getKey("a", PASSWORD.toCharArray()).getEncoded());
        Files.setPosixFilePermissions(made.key, PosixFilePermissions.fromString("rw-------"));
        return made;
    }

    private static void pem(Path file, String label, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(encoded);
        Files.writeString(
                file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }
}
