package dev.microauth.passkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.concurrent.TimeUnit;

/// A maker of authenticators, with a certificate of its own by the JDK's keytool.
final class Maker {
    private static final String PASSWORD = "a maker of keys";

    private Maker() {}

    static SoftAuthenticator.Make make() {
        try {
            Path directory = Files.createTempDirectory("maker");
            Path file = directory.resolve("maker.p12");
            var keytool =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair",
                            "-alias",
                            "maker",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=Batch 7,OU=Authenticator Attestation,O=Lantern Keys,C=SE",
                            "-ext",
                            "BC=ca:false",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString());
            var running = keytool.redirectErrorStream(true).start();
            if (!running.waitFor(60, TimeUnit.SECONDS) || running.exitValue() != 0) {
                throw new IllegalStateException(
                        new String(
                                running.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            var store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(directory);
            var certificate = store.getCertificate("maker");
            var key = (PrivateKey) store.getKey("maker", PASSWORD.toCharArray());
            return new SoftAuthenticator.Make(
                    new KeyPair(certificate.getPublicKey(), key), certificate.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
