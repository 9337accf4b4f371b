package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spec: RFC 3986 §3.3, RFC 3986 §6.2.2
class PathPatternTest {
    private static final PathPattern USER = PathPattern.parse("/users/{id}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users",
                "/users/",
                "/users//",
                "//users/1",
                "/users//1",
                "/users/1/",
                "/users/1/2",
                "users/1",
                "",
                "/",
                "/users/.",
                "/users/..",
                "/users/%2e",
                "/users/%2E%2e",
                "/users/.%2e",
                "/users/a%2fb",
                "/users/a%2Fb",
                "/users/a\\b",
                "/users/a%5cb",
                "/users/a;b",
                "/users/a;v=1",
                "/users;v=1/1",
                "/users/%00",
                "/users/a%0d%0a",
                "/users/%7f",
                "/users/%c2%85",
                "/users/%",
                "/users/%4",
                "/users/%zz",
                "/users/%ff",
                "/users/%c0%af",
                "/users/ü",
                "/users/a b",
                "/users/a?b",
                "/users/a#b",
                "/users/<a>",
                "/users/\"",
                "/users/{id}",
                "/Users/1",
                "/%75sers/1",
                "/users/../users/1",
                "/./users/1",
                "/x/../users/1",
            })
    void whatCouldBeReadAsAnotherPathMatchesNothing(String path) {
        assertThat(USER.match(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/users/1,1",
        "/users/a%20b,a b",
        "/users/a+b,a+b",
        "/users/%2541,%41",
        "/users/%252f,%2f",
        "/users/%252e%252e,%2e%2e",
        "/users/...,...",
        "/users/.a,.a",
        "/users/%c3%bc,ü",
        "/users/a%3bb,a;b",
        "/users/a@b:c!$&'()*=,a@b:c!$&'()*=",
    })
    void aSegmentIsDecodedOnce(String path, String id) {
        assertThat(USER.match(path)).hasValue(Map.of("id", id));
    }

    @Test
    void aLiteralMatchesItsOwnCharactersOnly() {
        PathPattern pattern = PathPattern.parse("/.well-known/openid-configuration");
        assertThat(pattern.match("/.well-known/openid-configuration")).hasValue(Map.of());
        assertThat(pattern.match("/%2ewell-known/openid-configuration")).isEmpty();
        assertThat(PathPattern.parse("/").match("/")).hasValue(Map.of());
        assertThat(PathPattern.parse("/").match("//")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "users",
                "/users/",
                "//users",
                "/users/{}",
                "/users/{ID}",
                "/users/{id",
                "/users/id}",
                "/users/x{id}",
                "/{id}/{id}",
                "/a b",
                "/%61",
                "/..",
                "/a/./b",
                "/a;b",
                "/*"
            })
    void whatIsNoPatternIsRefused(String text) {
        assertThatThrownBy(() -> PathPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
