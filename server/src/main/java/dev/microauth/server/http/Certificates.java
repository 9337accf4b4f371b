package dev.microauth.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// Makes the TLS side of each new connection from the newest usable certificate.
final class Certificates {
    private static final System.Logger LOG = System.getLogger(Certificates.class.getName());
    // RFC 9325 §4.2: forward secrecy and authenticated encryption only.
    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    };
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String HTTP_1_1 = "http/1.1";

    private final Tls tls;
    private volatile SSLContext context;
    private String seen;

    /// @throws UnusableCertificate when the files cannot serve
    Certificates(Tls tls) throws UnusableCertificate {
        this.tls = tls;
        this.seen = fingerprint();
        this.context = load();
    }

    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        SSLParameters parameters = new SSLParameters(SUITES, PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        engine.setUseClientMode(false);
        // RFC 7301 §3.2: an empty choice would be none; a list without ours ends the handshake.
        engine.setHandshakeApplicationProtocolSelector(
                (same, offered) -> offered.contains(HTTP_1_1) ? HTTP_1_1 : null);
        return engine;
    }

    /// Loads the files again when they changed since the last look.
    synchronized void refresh() {
        String now = fingerprint();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            context = load();
            LOG.log(
                    System.Logger.Level.INFO,
                    "New TLS certificate in use: " + tls.certificateChainPem());
        } catch (UnusableCertificate e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The old TLS certificate stays in use. " + e.getMessage());
        }
    }

    private SSLContext load() throws UnusableCertificate {
        Pem pem = Pem.read(tls);
        char[] nothing = {};
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, nothing);
            store.setKeyEntry(
                    "server", pem.key(), nothing, pem.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, nothing);
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(keys.getKeyManagers(), null, null);
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableCertificate(
                    tls.certificateChainPem() + " cannot serve TLS: " + e.getMessage());
        }
    }

    private String fingerprint() {
        return String.join(
                " ",
                Arrays.asList(
                        fingerprint(tls.certificateChainPem()), fingerprint(tls.privateKeyPem())));
    }

    private static String fingerprint(Path file) {
        try {
            return List.of(Files.getLastModifiedTime(file), Files.size(file)).toString();
        } catch (IOException e) {
            return "gone";
        }
    }
}
