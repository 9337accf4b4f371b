package dev.microauth.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Certificate;
import dev.microauth.web.outbound.OutboundAnswer.Answered;
import dev.microauth.web.outbound.OutboundAnswer.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom this server believes over TLS.
///
/// Security: D3
/// Spec: RFC 9110 §4.3.4
class OutboundTlsTest {
    @TempDir static Path directory;
    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate()
            throws IOException, GeneralSecurityException, InterruptedException {
        tls = Certificate.in(directory, "rp.test").context();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        try (var receiver = receiver()) {
            var standard = (SSLSocketFactory) SSLSocketFactory.getDefault();

            assertThat(post(standard, "rp.test", receiver))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.why()).startsWith("TLS: "));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused_wherever_it_lies() throws Exception {
        try (var receiver = receiver()) {
            for (String host : List.of("other.test", "sub.rp.test", "127.0.0.1")) {
                assertThat(post(tls.getSocketFactory(), host, receiver))
                        .as(host)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.why()).startsWith("TLS: "));
            }
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void whoever_speaks_no_tls_is_left_in_time() throws Exception {
        try (var receiver = Receiver.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            assertThat(post(tls.getSocketFactory(), "rp.test", receiver))
                    .isInstanceOf(Failed.class);
        }
    }

    @Test
    void the_name_is_what_counts_and_not_the_address_that_was_dialled() throws Exception {
        try (var receiver = receiver()) {
            assertThat(post(tls.getSocketFactory(), "rp.test", receiver))
                    .isEqualTo(new Answered(200));
            assertThat(receiver.requests().getFirst())
                    .contains("\r\nHost: rp.test:" + receiver.port() + "\r\n");
        }
    }

    private Receiver receiver() throws GeneralSecurityException, IOException {
        return Receiver.over(
                tls.getServerSocketFactory(),
                socket -> Receiver.write(socket, "HTTP/1.1 200 OK\r\n\r\n"));
    }

    private static OutboundAnswer post(SSLSocketFactory tls, String host, Receiver receiver) {
        var outbound =
                new Outbound(
                        new OutboundRules(Set.of()),
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                        () -> tls,
                        Duration.ofSeconds(3));
        return outbound.post("https://" + host + ":" + receiver.port() + "/out", "a=b");
    }
}
