package dev.microauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.microauth.audit.Action;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Cidr;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Response;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private static final Issuers APPLICATION =
            new Issuers("https://app.example.com/id", "https://app.example.com/id-admin");
    private static final Caller NEIGHBOUR = new Caller(InetAddress.ofLiteral("127.0.0.1"), false);

    @AutoClose private static final Site SITE = Site.open(with -> with.issuers(APPLICATION));

    private static Response get(Mount mount, String target, String... headers) {
        return mount.answer(Method.GET, target, Headers.of(headers), () -> new byte[0], NEIGHBOUR);
    }

    @Test
    void two_doors_at_one_address_are_refused() {
        String same = "https://app.example.com";
        try (var site = Site.open(with -> with.issuers(new Issuers(same, same)))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Doors.of(site.engine()).open())
                    .withMessageContaining("a path or a host of its own");
        }
    }

    @Test
    void a_door_answers_for_its_own_paths_alone() {
        try (var doors = Doors.of(SITE.engine()).open()) {
            for (String foreign :
                    List.of(
                            "/token",
                            "/ping",
                            "/idle",
                            "/id-admin/ping",
                            "/",
                            "/ID/ping",
                            "/id%2Fping")) {
                assertThat(doors.auth().serves(foreign)).as(foreign).isFalse();
                assertThat(get(doors.auth(), foreign).status()).as(foreign).isEqualTo(404);
            }
            assertThat(get(doors.auth(), "/id/ping").status()).isEqualTo(200);
            assertThat(get(doors.admin(), "/id-admin/ping").status()).isEqualTo(200);
            assertThat(get(doors.admin(), "/id/ping").status()).isEqualTo(404);
        }
    }

    /// Spec: RFC 8414 §3.1
    @Test
    void metadata_stands_before_the_path_too() {
        try (var doors = Doors.of(SITE.engine()).open()) {
            assertThat(doors.auth().wellKnown()).hasSize(2);
            for (String path : doors.auth().wellKnown()) {
                assertThat(doors.auth().serves(path)).isTrue();
                assertThat(new Answer(get(doors.auth(), path)).text("issuer"))
                        .isEqualTo(APPLICATION.auth());
                assertThat(doors.admin().serves(path)).isFalse();
            }
        }
    }

    @Test
    void health_can_be_left_to_the_application() {
        try (var doors = Doors.of(SITE.engine()).withoutHealth().open()) {
            for (String path : List.of("/id/ping", "/id/health/live", "/id/health/ready")) {
                assertThat(get(doors.auth(), path).status()).as(path).isEqualTo(404);
            }
            assertThat(get(doors.admin(), "/id-admin/health/live").status()).isEqualTo(404);
            assertThat(get(doors.auth(), "/id/version").status()).isEqualTo(200);
        }
    }

    @Test
    void forwarding_headers_are_believed_of_named_proxies_only() {
        String[] forwarded = {"x-forwarded-for", "192.0.2.7", "x-forwarded-proto", "https"};
        String[] contradiction = {"x-forwarded-for", "192.0.2.7", "forwarded", "for=192.0.2.8"};
        try (var doors = Doors.of(SITE.engine()).open()) {
            assertThat(get(doors.auth(), "/id/ping", forwarded).header("strict-transport-security"))
                    .isEmpty();
            assertThat(get(doors.auth(), "/id/ping", contradiction).status()).isEqualTo(200);
        }
        var proxies = List.of(Cidr.parse("127.0.0.1/32"));
        try (var doors = Doors.of(SITE.engine()).trustedProxies(proxies).open()) {
            assertThat(get(doors.auth(), "/id/ping", forwarded).header("strict-transport-security"))
                    .isPresent();
            var refused = get(doors.auth(), "/id/ping", contradiction);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("x-content-type-options")).isPresent();
        }
    }

    @Test
    void closed_doors_say_so_and_the_audit_knows_from_when_to_when_they_stood_open() {
        var audit = SITE.engine().audit();
        long before = audit.count();
        var doors = Doors.of(SITE.engine()).open();
        assertThat(audit.has(Action.SERVER_START)).isTrue();
        assertThat(audit.count()).isEqualTo(before + 1);
        doors.close();
        doors.close();
        assertThat(audit.has(Action.SERVER_STOP)).isTrue();
        assertThat(audit.count()).isEqualTo(before + 2);
        assertThat(get(doors.auth(), "/id/ping").status()).isEqualTo(503);
        assertThat(get(doors.admin(), "/id-admin/ping").status()).isEqualTo(503);
    }

    /// Security: C7, H5
    @Test
    void doors_that_close_send_home_who_waits_at_them_and_at_no_others() throws Exception {
        try (var site = Site.open(with -> with.issuers(APPLICATION));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = Doors.of(site.engine()).open();
            var second = Doors.of(site.engine()).open();
            var here = threads.submit(() -> revoked(site, first));
            var there = threads.submit(() -> revoked(site, second));
            assertWaiting(here);
            first.close();
            assertThat(here.get(5, TimeUnit.SECONDS)).isEmpty();
            assertWaiting(there);

            // Somebody who comes after the close, too.
            var late = threads.submit(() -> revoked(site, second));
            assertWaiting(late);
            site.as("batch", "/revoke").form("token", site.clientToken("batch")).send().succeeds();
            assertThat(there.get(5, TimeUnit.SECONDS)).hasSize(1);
            assertThat(late.get(5, TimeUnit.SECONDS)).hasSize(1);
            second.close();
        }
    }

    private static void assertWaiting(Future<?> asked) {
        assertThatThrownBy(() -> asked.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    /// What these doors tell whoever would wait for it.
    private static Map<?, ?> revoked(Site site, Doors doors) throws ParseException {
        String pair = "stranger:" + site.secret("stranger");
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        var told = get(doors.auth(), "/id/revocations?wait=30", "authorization", basic);
        var claims = SignedJWT.parse(new Answer(told).body()).getJWTClaimsSet();
        return (Map<?, ?>) claims.getClaim("revoked");
    }
}
