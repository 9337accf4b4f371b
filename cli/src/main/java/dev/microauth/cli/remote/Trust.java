package dev.microauth.cli.remote;

import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whose certificates are believed when the platform's are not the ones.
final class Trust {
    private Trust() {}

    /// The certificates of a PEM file, and no others.
    static SSLContext in(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + count++, each);
            }
            if (count == 0) {
                throw refused(file, "holds no certificate");
            }
            var managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw refused(file, "cannot be read");
        } catch (GeneralSecurityException e) {
            throw refused(file, "holds no certificates in PEM");
        }
    }

    private static CommandFailure refused(Path file, String what) {
        return new CommandFailure(
                ExitCode.USAGE,
                "--ca-file: " + file + " " + what,
                "It has to hold certificates, each between BEGIN CERTIFICATE and END CERTIFICATE.");
    }
}
