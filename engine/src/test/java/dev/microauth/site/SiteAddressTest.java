package dev.microauth.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteAddressTest {
    /// Security: A1
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wiki.example.com",
                "//wiki.example.com/",
                "/path",
                "ftp://wiki.example.com/",
                "javascript:alert(1)",
                "https:wiki.example.com",
                "https:///wiki.example.com",
                "https://",
                "https://@wiki.example.com/",
                "https://wiki.example.com@evil.example/",
                "https://user:secret@wiki.example.com/",
                "https://wiki.example.com\\@evil.example/",
                "https://wiki.example.com\n.evil.example/",
                "https://wiki.example.com%2eevil.example/",
                "https://wiki.example.com:/",
                "https://wiki.example.com:0443/",
                "https://wiki.example.com:123456/",
                "https://wíki.example.com/",
                "https://[::1/",
                " https://wiki.example.com/",
                "HTTPS://wiki.example.com/",
            })
    void what_is_no_plain_address_of_the_web_is_none(String text) {
        assertThat(SiteAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://wiki.example.com ; https://wiki.example.com      ; /",
                "https://WIKI.Example.com:443/A/b  ; https://wiki.example.com      ; /A/b",
                "http://localhost:80?x=1           ; http://localhost              ; /?x=1",
                "https://wiki.example.com:80/      ; https://wiki.example.com:80   ; /",
                "http://[::1]:8080/a?b=c&d#e       ; http://[::1]:8080             ; /a?b=c&d",
                "https://wiki.example.com.evil.example/ ; https://wiki.example.com.evil.example ; /",
                "https://wiki.example.com/%2e%2E//é\"<|> ; https://wiki.example.com ; /%2e%2E//%C3%A9%22%3C%7C%3E",
            },
            quoteCharacter = '\0')
    void an_address_is_an_origin_and_what_comes_behind_it(
            String text, String origin, String target) {
        var address = SiteAddress.parse(text).orElseThrow();
        assertThat(address.origin()).isEqualTo(origin);
        assertThat(address.target()).isEqualTo(target);
    }

    @Test
    void an_address_that_is_too_long_leads_to_the_front_door() {
        var address = SiteAddress.parse("https://wiki.example.com/" + "a".repeat(1_000));
        assertThat(address.orElseThrow().url()).isEqualTo("https://wiki.example.com/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a?b=c", "/a?b=c&b=&d", "/a?mad-ticketing=1", "/a?x=mad-ticket=1"})
    void a_ticket_is_added_and_taken_away_again(String target) {
        var address = SiteAddress.parse("https://wiki.example.com" + target).orElseThrow();
        assertThat(address.ticket()).isEmpty();
        assertThat(address.withoutTicket()).isEqualTo(address);

        var ticketed = SiteAddress.parse(address.withTicket(Secret.of("abc")).url()).orElseThrow();
        assertThat(ticketed.ticket()).hasValue(Secret.of("abc"));
        assertThat(ticketed.withoutTicket()).isEqualTo(address);
        assertThat(ticketed).hasToString("https://wiki.example.com");
    }
}
