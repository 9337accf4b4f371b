package dev.microauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.client.RedirectUri;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: A1
/// Spec: RFC 9700 §2.1, RFC 8252 §7.3
class RedirectUriTest {
    private static final RedirectUri WEB = new RedirectUri("https://app.example.com/callback");
    private static final RedirectUri NATIVE = new RedirectUri("http://127.0.0.1:4711/callback");
    private static final RedirectUri NATIVE_6 = new RedirectUri("http://[::1]/callback?a=b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com/callback/",
                "https://app.example.com/Callback",
                "https://APP.example.com/callback",
                "HTTPS://app.example.com/callback",
                "http://app.example.com/callback",
                "https://app.example.com:443/callback",
                "https://app.example.com:8443/callback",
                "https://app.example.com/callback?",
                "https://app.example.com/callback?next=https://evil.example",
                "https://app.example.com/callback#",
                "https://app.example.com/callback#fragment",
                "https://app.example.com/callback%2e",
                "https://app.example.com/%63allback",
                "https://app.example.com/./callback",
                "https://app.example.com/x/../callback",
                "https://app.example.com/callback/..",
                "https://app.example.com//callback",
                "https://app.example.com/callback;x",
                "https://app.example.com/callback ",
                " https://app.example.com/callback",
                "https://app.example.com/callback\n",
                "https://app.example.com/callback\t",
                "https://app.example.com/callback\u0000",
                "https://app.example.com\\callback",
                "https:\\\\app.example.com\\callback",
                "https://app.example.com.evil.example/callback",
                "https://evil.example/https://app.example.com/callback",
                "https://evil.example?https://app.example.com/callback",
                "https://app.example.com@evil.example/callback",
                "https://evil.example@app.example.com/callback",
                "https://user:password@app.example.com/callback",
                "https://app.example.com%2f@evil.example/callback",
                "https://app%2eexample.com/callback",
                "https://app.example.com./callback",
                "https://sub.app.example.com/callback",
                "https://example.com/callback",
                "https://app\uff0eexample.com/callback",
                "https://\u0430pp.example.com/callback",
                "https://app.example.com",
                "https://app.example.com/",
                "//app.example.com/callback",
                "/callback",
                "callback",
                "javascript:alert(1)",
                "data:text/html,x",
                "*",
                "https://*.example.com/callback"
            })
    void what_differs_in_whatever_way_is_another_address(String requested) {
        assertThat(WEB.accepts(requested)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4711/callback/",
                "http://127.0.0.1:0/callback",
                "http://127.0.0.1:04711/callback",
                "http://127.0.0.1:65536/callback",
                "http://127.0.0.1:99999/callback",
                "http://127.0.0.1:/callback",
                "http://127.0.0.1:4711:1/callback",
                "http://127.0.0.1:4711@evil.example/callback",
                "http://127.0.0.1.evil.example:4711/callback",
                "http://127.0.0.2:4711/callback",
                "http://127.1:4711/callback",
                "http://0177.0.0.1:4711/callback",
                "http://2130706433:4711/callback",
                "http://localhost:4711/callback",
                "http://[::1]:4711/callback",
                "https://127.0.0.1:4711/callback",
                "http://127.0.0.1:4711/callback?x",
                "http://127.0.0.1:4711/callback#x"
            })
    void of_a_loopback_address_nothing_may_differ_but_the_port(String requested) {
        assertThat(NATIVE.accepts(requested)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4711/callback",
                "http://127.0.0.1/callback",
                "http://127.0.0.1:1/callback",
                "http://127.0.0.1:65535/callback"
            })
    void a_native_app_takes_the_port_that_is_free(String requested) {
        assertThat(NATIVE.accepts(requested)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1]/callback?a=b", "http://[::1]:49152/callback?a=b"})
    void so_it_does_on_the_loopback_of_the_newer_protocol(String requested) {
        assertThat(NATIVE_6.accepts(requested)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com/callback"})
    void the_same_address_is_accepted(String requested) {
        assertThat(WEB.accepts(requested)).isTrue();
    }
}
