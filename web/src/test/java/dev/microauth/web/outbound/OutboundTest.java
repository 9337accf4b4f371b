package dev.microauth.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.outbound.OutboundAnswer.Answered;
import dev.microauth.web.outbound.OutboundAnswer.Failed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What this server asks of others by itself, and where it never goes.
///
/// Security: D3
class OutboundTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "0.0.0.0",
                "0.1.2.3",
                "255.255.255.255",
                "224.0.0.1",
                "239.255.255.250",
                "::",
                "fe80::1",
                "febf::9",
                "fd00:ec2::254",
                "fd20:ce::254",
                "ff02::1",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2"
            })
    void some_addresses_are_never_asked_whoever_allows_them(String address) throws Exception {
        var rules = new OutboundRules(Set.of("rp.example.com", address));

        for (boolean secure : new boolean[] {true, false}) {
            assertThat(
                            rules.refusal(
                                    secure,
                                    "rp.example.com",
                                    List.of(InetAddress.ofLiteral(address))))
                    .hasValueSatisfying(why -> assertThat(why).contains("nothing is ever sent"));
        }
    }

    @Test
    void one_such_address_among_others_is_enough() throws Exception {
        try (var receiver = Receiver.saying(OK)) {
            var answer =
                    outbound(Map.of("rp.test", List.of("127.0.0.1", "169.254.169.254")))
                            .post("http://rp.test:" + receiver.port() + "/out", "a=b");

            assertThat(answer)
                    .isEqualTo(
                            new Failed(
                                    "rp.test is at 169.254.169.254, where nothing is ever sent"));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "fd00::7"})
    void beyond_this_machine_plain_http_is_for_hosts_that_were_named(String address)
            throws Exception {
        var addresses = List.of(InetAddress.ofLiteral(address));
        var named = new OutboundRules(Set.of("RP.internal"));

        assertThat(named.refusal(false, "other.internal", addresses))
                .hasValueSatisfying(why -> assertThat(why).contains("outbound-allow"));
        assertThat(named.refusal(true, "other.internal", addresses)).isEmpty();
        assertThat(named.refusal(false, "rp.internal", addresses)).isEmpty();
    }

    @Test
    void a_name_that_is_here_today_and_elsewhere_tomorrow_is_not_of_this_machine()
            throws Exception {
        var rules = new OutboundRules(Set.of());
        var mixed = List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("192.0.2.1"));

        assertThat(rules.refusal(false, "rp.test", mixed)).isPresent();
    }

    @Test
    void a_name_that_changes_its_address_between_look_and_call_gains_nothing() throws Exception {
        Queue<List<InetAddress>> answers = new ArrayDeque<>();
        answers.add(List.of(InetAddress.ofLiteral("127.0.0.1")));
        answers.add(List.of(InetAddress.ofLiteral("169.254.169.254")));
        try (var receiver = Receiver.saying(OK)) {
            var answer =
                    outbound(_ -> answers.remove())
                            .post("http://rp.test:" + receiver.port() + "/out", "a=b");

            assertThat(answer).isEqualTo(new Answered(200));
            assertThat(answers).as("asked once").hasSize(1);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() {
        try (var inner = Receiver.saying(OK);
                var receiver =
                        Receiver.saying(
                                "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:"
                                        + inner.port()
                                        + "/admin\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(post(receiver)).isEqualTo(new Answered(307));
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void whoever_says_nothing_is_left_when_the_time_is_over() {
        try (var receiver = Receiver.with(socket -> socket.getInputStream().read())) {
            assertThat(post(receiver)).isEqualTo(new Failed("no answer within 400 ms"));
        }
    }

    @Test
    void whoever_says_a_little_at_a_time_has_no_more_time() {
        try (var receiver =
                Receiver.with(socket -> {
                    while (true) {
                        Receiver.write(socket, "H");
                        Thread.sleep(20);
                    }
                })) {
            assertThat(post(receiver)).isInstanceOf(Failed.class);
        }
        try (var receiver =
                Receiver.with(socket -> {
                    while (true) {
                        Receiver.write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
                        Thread.sleep(20);
                    }
                })) {
            assertThat(post(receiver)).isInstanceOf(Failed.class);
        }
    }

    @Test
    void whoever_never_answers_where_a_name_is_holds_nobody_up() {
        long before = System.nanoTime();
        var answer =
                outbound(
                                host -> {
                                    try {
                                        Thread.sleep(60_000);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                    throw new UnknownHostException(host);
                                })
                        .post("http://rp.test/out", "a=b");

        assertThat(answer).isInstanceOf(Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "SSH-2.0-OpenSSH_9.9\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "<html>hello</html>\r\n"
            })
    void what_is_no_answer_in_http_is_none(String bytes) {
        try (var receiver = Receiver.saying(bytes)) {
            assertThat(post(receiver)).isInstanceOf(Failed.class);
        }
    }

    @Test
    void an_answer_has_little_room_to_say_its_status_in() {
        try (var receiver = Receiver.saying("HTTP/1.1 200 " + "x".repeat(300_000))) {
            assertThat(post(receiver))
                    .isEqualTo(new Failed("the answer has a line that is too long"));
        }
        try (var receiver =
                Receiver.saying("HTTP/1.1 103 Early Hints\r\n" + "a: b\r\n".repeat(10_000))) {
            assertThat(post(receiver))
                    .isEqualTo(new Failed("the answer has too many lines before its status"));
        }
    }

    @Test
    void an_answer_that_goes_on_for_ever_is_read_to_its_status_alone() {
        try (var receiver =
                Receiver.with(socket -> {
                    Receiver.write(socket, "HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        Receiver.write(socket, "x".repeat(100_000));
                    }
                })) {
            assertThat(post(receiver)).isEqualTo(new Answered(200));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "http://user@127.0.0.1/",
                "http:///out",
                "javascript:alert(1)",
                "http://127.0.0.1:1/a b",
                "http://127.0.0.1:65536/",
                "not an address"
            })
    void an_address_that_is_none_of_the_web_is_not_asked(String address) {
        assertThat(outbound(Map.of()).post(address, "a=b"))
                .isEqualTo(new Failed(address + " is no address of the web"));
    }

    @Test
    void what_nobody_listens_at_fails() {
        int port;
        try (var receiver = Receiver.saying(OK)) {
            port = receiver.port();
        }
        assertThat(outbound(Map.of()).post("http://127.0.0.1:" + port + "/", "a=b"))
                .isInstanceOf(Failed.class);
        assertThat(outbound(Map.of()).post("http://nowhere.test/", "a=b"))
                .isEqualTo(new Failed("nowhere.test has no address"));
    }

    /// Spec: Back-Channel §2.5
    @Test
    void the_request_is_a_form_to_the_very_address_and_carries_nothing_else() {
        try (var receiver = Receiver.saying("HTTP/1.1 100 Continue\r\n\r\n" + OK)) {
            var answer =
                    outbound(Map.of())
                            .post(
                                    "http://127.0.0.1:" + receiver.port() + "/out%20there?a=1",
                                    "logout_token=x.y.z");

            assertThat(answer).isEqualTo(new Answered(200));
            assertThat(receiver.requests())
                    .containsExactly(
                            String.join(
                                    "\r\n",
                                    "POST /out%20there?a=1 HTTP/1.1",
                                    "Host: 127.0.0.1:" + receiver.port(),
                                    "Content-Type: application/x-www-form-urlencoded",
                                    "Content-Length: 18",
                                    "Accept: */*",
                                    "User-Agent: microauth",
                                    "Connection: close",
                                    "",
                                    "logout_token=x.y.z"));
        }
    }

    @Test
    void the_next_address_of_a_name_is_tried_when_nobody_listens_at_the_first() {
        try (var receiver = Receiver.saying(OK)) {
            assertThat(
                            outbound(Map.of("rp.test", List.of("127.0.0.2", "127.0.0.1")))
                                    .post("http://rp.test:" + receiver.port() + "/", "a=b"))
                    .isEqualTo(new Answered(200));
        }
    }

    private static OutboundAnswer post(Receiver receiver) {
        return outbound(Map.of()).post("http://127.0.0.1:" + receiver.port() + "/out", "a=b");
    }

    private static Outbound outbound(Map<String, List<String>> names) {
        return outbound(host -> {
            var addresses = new ArrayList<InetAddress>();
            for (String each : names.getOrDefault(host, List.of())) {
                addresses.add(InetAddress.ofLiteral(each));
            }
            if (host.endsWith(".test") && addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return addresses.isEmpty() ? List.of(InetAddress.ofLiteral(host)) : addresses;
        });
    }

    private static Outbound outbound(Resolver resolver) {
        return new Outbound(
                new OutboundRules(Set.of()),
                resolver,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                SHORT);
    }
}
