package dev.microauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate that vouches for itself and its key, made for one test by the JDK's keytool.
///
/// @param keys both
/// @param chain the certificate as PEM
/// @param key as PEM, which nobody else may read
public record Certificate(KeyStore keys, Path chain, Path key) {
    private static final String ALIAS = "it";
    private static final String PASSWORD = "changeit";

    /// For this host.
    public static Certificate in(Path directory, String host)
            throws IOException, GeneralSecurityException, InterruptedException {
        return in(directory, host, "EC");
    }

    /// The same with a key of another algorithm.
    ///
    /// @param algorithm of the key
    public static Certificate in(Path directory, String host, String algorithm)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve(host + ".p12");
        make(store, host, algorithm);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var made =
                new Certificate(
                        keys, directory.resolve(host + ".crt"), directory.resolve(host + ".key"));
        pem(made.chain, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        pem(made.key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        Files.setPosixFilePermissions(made.key, PosixFilePermissions.fromString("rw-------"));
        return made;
    }

    /// One that has the key and believes the certificate.
    public SSLContext context() throws GeneralSecurityException, IOException {
        var own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void make(Path store, String host, String algorithm)
            throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(keytool.exitValue()).isZero();
        } finally {
            keytool.destroyForcibly();
        }
    }

    private static void pem(Path file, String label, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(encoded);
        Files.writeString(
                file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }
}
