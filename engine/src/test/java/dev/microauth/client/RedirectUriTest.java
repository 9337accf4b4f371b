package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.problem.AuthException.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which places may be registered.
///
/// Security: A2, X
/// Spec: RFC 9700 §2.1, RFC 8252 §7.1, RFC 8252 §8.3, RFC 6749 §3.1.2
class RedirectUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/callback",
                "callback",
                "//app.example.com/callback",
                "app.example.com/callback",
                "https:",
                "https:/app.example.com/callback",
                "https://",
                "https:///callback",
                "https://?x=1",
                "https://app.example.com/callback#",
                "https://app.example.com/callback#part",
                "https://user@app.example.com/callback",
                "https://user:pw@app.example.com/callback",
                "https://app.example.com@evil.example/callback",
                "https://*.example.com/callback",
                "https://app.example.com/*",
                "https://app.example.com/call back",
                "https://app.example.com/call\nback",
                "https://app.example.com/call\0back",
                "https://app.example.com\\@evil.example/",
                "https://app.example.com/a/../b",
                "https://app.example.com/./b",
                "https://app.example.com/a/%2e%2E/b",
                "https://app.example.com/a/.%2e",
                "https://app.example.com/%",
                "https://app.example.com/%zz",
                "https://app.example.com/%0d%0aSet-Cookie:x",
                "https://app.example.com/%00",
                "https://äpp.example.com/callback",
                "https://app.example.com/rückruf",
                "https://APP.example.com/callback",
                "HTTPS://app.example.com/callback",
                "https://app.example.com:/callback",
                "https://app.example.com:0/callback",
                "https://app.example.com:65536/callback",
                "https://app.example.com:http/callback",
                "https://app_1.example.com/callback",
                "https://-app.example.com/callback",
                "https://app..example.com/callback",
                "https://app.example.com./callback",
                "https://2130706433/callback",
                "https://0x7f.1/callback",
                "https://127.1/callback",
                "https://256.1.1.1/callback",
                "https://[::1/callback",
                "https://[::g]/callback",
                "https://[fe80::1%25eth0]/callback",
                "https://[::1]x/callback",
                "https://app.example.com/[x]",
                "http://app.example.com/callback",
                "http://localhost.evil.example/callback",
                "http://localhost@evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.2/callback",
                "http://0.0.0.0/callback",
                "http://[::]/callback",
                "http://[::2]/callback",
                "http://10.0.0.1/callback",
                "javascript:alert(1)",
                "javascript://app.example.com/%0aalert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "data:/text/html,x",
                "file:///etc/passwd",
                "vbscript:/x",
                "blob:https://app.example.com/1",
                "about:/blank",
                "ftp://app.example.com/callback",
                "ws://app.example.com/callback",
                "mailto:/somebody",
                "urn:ietf:wg:oauth:2.0:oob",
                "com.example.app:",
                "com.example.app:callback",
                "com.example.app://",
                "com.example.app://user@host/callback",
                "com.example.app:/callback#part"
            })
    void what_could_lead_elsewhere_is_refused(String uri) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> new RedirectUri(uri))
                .satisfies(
                        refusal -> assertThat(refusal.fields()).containsOnlyKeys("redirect_uri"));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> RedirectUri.in("post_logout_redirect_uris", uri))
                .satisfies(refusal ->
                        assertThat(refusal.fields()).containsOnlyKeys("post_logout_redirect_uris"));
    }

    @Test
    void an_address_has_at_most_2000_characters() {
        String longest = "https://app.example.com/" + "x".repeat(2_000 - 24);
        assertThat(new RedirectUri(longest).value()).hasSize(2_000);
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> new RedirectUri(longest + "x"));
    }

    /// Security: A1
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com/",
                "https://app.example.com/callback",
                "https://app.example.com/callback?client=1&x=a%20b",
                "https://app.example.com/Callback/",
                "https://app.example.com:8443/callback",
                "https://xn--pp-yia.example.com/callback",
                "https://localhost/callback",
                "https://192.0.2.7/callback",
                "https://[2001:db8::1]:8443/callback",
                "https://app.example.com/a...b/..c",
                "http://127.0.0.1/callback",
                "http://127.0.0.1:8080/callback",
                "http://[::1]/callback",
                "http://[::1]:8080/callback",
                "com.example.app:/callback",
                "com.example.app://callback",
                "com.example.app://auth/callback?x=1"
            })
    void what_is_taken_is_kept_as_it_stands_without_a_warning(String uri) {
        var taken = new RedirectUri(uri);

        assertThat(taken.value()).isEqualTo(uri);
        assertThat(taken.warning()).isEmpty();
        assertThat(taken.hasUndottedScheme()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost/callback",
                "http://localhost:3000/callback"
            })
    void the_name_localhost_is_taken_with_a_warning(String uri) {
        assertThat(new RedirectUri(uri).warning()).get().asString().contains(uri, "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"myapp:/callback", "myapp://callback", "web+app:/x"})
    void a_scheme_without_a_dot_is_known_as_such(String uri) {
        assertThatCode(() -> new RedirectUri(uri)).doesNotThrowAnyException();
        assertThat(new RedirectUri(uri).hasUndottedScheme()).isTrue();
    }
}
