package dev.microauth.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.testkit.Certificate;
import dev.microauth.testkit.Eventually;
import dev.microauth.web.http.ProxyTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: H1, M
/// Spec: RFC 9325 §3.1, RFC 9325 §4.2
class TlsTest {
    @TempDir private static Path made;
    @TempDir private Path directory;
    private Tls tls;

    @BeforeAll
    static void generate() throws Exception {
        Certificate.in(made, "one");
        Certificate.in(made, "two", "RSA");
        Certificate.in(made, "three");
    }

    @BeforeEach
    void place() throws IOException {
        tls = new Tls(directory.resolve("chain.pem"), directory.resolve("key.pem"));
        write("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void anOldProtocolIsRefused(String protocol) throws Exception {
        try (TestServer server = server();
                SSLSocket socket = socket(server)) {
            socket.setEnabledProtocols(new String[] {protocol});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aSuiteWithoutForwardSecrecyOrAeadIsRefused() throws Exception {
        try (TestServer server = server();
                SSLSocket socket = socket(server)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aSilentHandshakeIsCut() throws Exception {
        Limits impatient =
                new Limits(
                        16 * 1024,
                        1024,
                        java.time.Duration.ofMillis(300),
                        java.time.Duration.ofSeconds(30),
                        5,
                        5);
        try (TestServer server = new TestServer(impatient, Optional.of(tls), ProxyTrust.nobody());
                RawClient client = server.client()) {
            assertThat(client.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void currentProtocolsServe(String protocol) throws Exception {
        try (TestServer server = server();
                SSLSocket socket = socket(server)) {
            socket.setEnabledProtocols(new String[] {protocol});
            RawClient client = new RawClient(socket);
            RawClient.Answer answer = client.send("GET /who HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(answer.body()).isEqualTo("127.0.0.1 true");
            assertThat(answer.header("strict-transport-security")).hasValue("max-age=31536000");
            client.send("GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("pong");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aNewCertificateIsTakenWithoutARestart() throws Exception {
        try (TestServer server = server()) {
            assertThat(subject(server)).isEqualTo("CN=one");
            write("two");
            Eventually.holds(() -> subject(server).equals("CN=two"));
        }
    }

    @Test
    void aPairThatDoesNotFitLeavesTheOldOneInUse() throws Exception {
        Certificates certificates = new Certificates(tls);
        byte[] key = Files.readAllBytes(tls.privateKeyPem());
        write("three");
        Files.write(tls.privateKeyPem(), key);
        certificates.refresh();
        assertThatThrownBy(() -> Pem.read(tls)).hasMessageContaining("does not belong");
        assertThat(certificates.engine().getSupportedProtocols()).contains("TLSv1.3");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(
                tls.privateKeyPem(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::server)
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("chmod o-r");
    }

    @Test
    void aMissingOrForeignFileIsToldByName() throws Exception {
        Files.writeString(tls.certificateChainPem(), "no certificate");
        assertThatThrownBy(this::server)
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("holds no PEM certificate");
        Files.delete(tls.certificateChainPem());
        assertThatThrownBy(this::server)
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("Cannot read");
    }

    private TestServer server() {
        return new TestServer(TestServer.limits(), Optional.of(tls), ProxyTrust.nobody());
    }

    private static String subject(TestServer server) throws Exception {
        try (SSLSocket socket = socket(server)) {
            socket.startHandshake();
            X509Certificate certificate =
                    (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static SSLSocket socket(TestServer server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Gullible()}, null);
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private void write(String name) throws IOException {
        Files.copy(
                made.resolve(name + ".crt"),
                tls.certificateChainPem(),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                made.resolve(name + ".key"),
                tls.privateKeyPem(),
                StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(
                tls.privateKeyPem(), PosixFilePermissions.fromString("rw-------"));
    }

    /// The test looks at the certificate itself.
    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return List.<X509Certificate>of().toArray(X509Certificate[]::new);
        }
    }
}
