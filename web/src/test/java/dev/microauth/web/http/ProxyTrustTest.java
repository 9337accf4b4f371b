package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: H4
/// Spec: RFC 7239 §4, RFC 7239 §5, RFC 7239 §6
class ProxyTrustTest {
    private static final ProxyTrust TRUST =
            ProxyTrust.of(
                    List.of(
                            Cidr.parse("10.0.0.0/8"),
                            Cidr.parse("192.168.1.1"),
                            Cidr.parse("fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # peer        | headers, separated by a semicolon and a semicolon                                | client       | secure
                    # ignored: the peer is not listed
                    203.0.113.9   | x-forwarded-for=192.0.2.1                                                         | 203.0.113.9  | false
                    203.0.113.9   | forwarded=for=192.0.2.1;proto=https                                               | 203.0.113.9  | false
                    203.0.113.9   | x-forwarded-proto=https                                                           | 203.0.113.9  | false
                    203.0.113.9   | x-forwarded-for=192.0.2.1 ;; forwarded=for=192.0.2.2                              | 203.0.113.9  | false
                    192.168.1.2   | x-forwarded-for=192.0.2.1                                                         | 192.168.1.2  | false
                    # X-Forwarded-For: from the right to the first that is not listed
                    10.1.1.1      | accept=x                                                                          | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=192.0.2.1                                                         | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=198.51.100.66, 192.0.2.1                                          | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=198.51.100.66, 192.0.2.1, 10.2.2.2                                | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=198.51.100.66,192.0.2.1,10.2.2.2,192.168.1.1                      | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=198.51.100.66 ;; x-forwarded-for=192.0.2.1                        | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=10.3.3.3, 10.2.2.2                                                | 10.3.3.3     | false
                    10.1.1.1      | x-forwarded-for=  192.0.2.1                                                       | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=192.0.2.1:4711                                                    | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for="192.0.2.1:4711"                                                  | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=2001:db8::1                                                       | 2001:db8::1  | false
                    10.1.1.1      | x-forwarded-for=[2001:db8::1]:4711                                                | 2001:db8::1  | false
                    10.1.1.1      | x-forwarded-for=::ffff:192.0.2.1                                                  | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=192.0.2.1, ::ffff:10.2.2.2                                        | 192.0.2.1    | false
                    fd00::5       | x-forwarded-for=192.0.2.1                                                         | 192.0.2.1    | false
                    ::ffff:10.1.1.1 | x-forwarded-for=192.0.2.1                                                       | 192.0.2.1    | false
                    # nonsense ends the walk at the last known address
                    10.1.1.1      | x-forwarded-for=192.0.2.1, unknown                                                | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=192.0.2.1, unknown, 10.2.2.2                                      | 10.2.2.2     | false
                    10.1.1.1      | x-forwarded-for=                                                                  | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=192.0.2.1,                                                        | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=localhost                                                         | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=192.0.2                                                           | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=192.0.2.256                                                       | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=010.0.2.1                                                         | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=3221225985                                                        | 10.1.1.1     | false
                    10.1.1.1      | x-forwarded-for=fe80::1%eth0                                                      | 10.1.1.1     | false
                    # Forwarded
                    10.1.1.1      | forwarded=for=192.0.2.1                                                           | 192.0.2.1    | false
                    10.1.1.1      | forwarded=For="192.0.2.1:4711";Proto=HTTPS;by=10.1.1.1                            | 192.0.2.1    | true
                    10.1.1.1      | forwarded=for="[2001:db8::1]"                                                     | 2001:db8::1  | false
                    10.1.1.1      | forwarded=for="[2001:db8::1]:_x"                                                  | 2001:db8::1  | false
                    10.1.1.1      | forwarded=for=198.51.100.66;proto=https, for=192.0.2.1;proto=http                 | 192.0.2.1    | false
                    10.1.1.1      | forwarded=for=198.51.100.66, for=192.0.2.1;proto=https, for=10.2.2.2;proto=http   | 192.0.2.1    | true
                    10.1.1.1      | forwarded=for=198.51.100.66 ;; forwarded=for=192.0.2.1                            | 192.0.2.1    | false
                    10.1.1.1      | forwarded=for=192.0.2.1, for=_hidden                                              | 10.1.1.1     | false
                    10.1.1.1      | forwarded=for=192.0.2.1, for=unknown;proto=https                                  | 10.1.1.1     | true
                    10.1.1.1      | forwarded=for=2001:db8::1                                                         | 10.1.1.1     | false
                    10.1.1.1      | forwarded=for="[192.0.2.1]"                                                       | 10.1.1.1     | false
                    10.1.1.1      | forwarded=for=192.0.2.1;for=192.0.2.2                                             | 10.1.1.1     | false
                    10.1.1.1      | forwarded=for="192.0.2.1                                                          | 10.1.1.1     | false
                    10.1.1.1      | forwarded=for="192.0.2.1, for=198.51.100.66                                       | 10.1.1.1     | false
                    10.1.1.1      | forwarded=for = 192.0.2.1                                                         | 10.1.1.1     | false
                    10.1.1.1      | forwarded=host=evil.example;proto=https                                           | 10.1.1.1     | true
                    10.1.1.1      | forwarded=secret="a,b;for=1";for=192.0.2.1                                        | 192.0.2.1    | false
                    # protocol of the older headers
                    10.1.1.1      | x-forwarded-for=192.0.2.1 ;; x-forwarded-proto=https                              | 192.0.2.1    | true
                    10.1.1.1      | x-forwarded-for=192.0.2.1, 10.2.2.2 ;; x-forwarded-proto=https, http              | 192.0.2.1    | true
                    10.1.1.1      | x-forwarded-for=198.51.100.6, 192.0.2.1 ;; x-forwarded-proto=https, http          | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-for=192.0.2.1, 10.2.2.2 ;; x-forwarded-proto=https                    | 192.0.2.1    | true
                    10.1.1.1      | x-forwarded-proto=https                                                           | 10.1.1.1     | true
                    10.1.1.1      | x-forwarded-for=192.0.2.1 ;; x-forwarded-proto=wss                                | 192.0.2.1    | false
                    10.1.1.1      | x-forwarded-host=evil.example                                                     | 10.1.1.1     | false
                    # both, and in agreement
                    10.1.1.1      | forwarded=for=192.0.2.1;proto=https ;; x-forwarded-for=192.0.2.1 ;; x-forwarded-proto=https | 192.0.2.1 | true
                    """)
    void theCallerIsTheFirstHopFromTheRightThatIsNotListed(
            String peer, String headers, String client, boolean secure) {
        Caller caller = TRUST.resolve(InetAddress.ofLiteral(peer), false, headers(headers));
        assertThat(caller.address()).isEqualTo(InetAddress.ofLiteral(client));
        assertThat(caller.secure()).isEqualTo(secure);
        assertThat(caller.relayed()).isEqualTo(TRUST.trusts(InetAddress.ofLiteral(peer)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forwarded=for=192.0.2.1 ;; x-forwarded-for=192.0.2.2",
                "forwarded=for=192.0.2.1;proto=https ;; x-forwarded-for=192.0.2.1 ;; x-forwarded-proto=http",
                "forwarded=for=192.0.2.1 ;; x-forwarded-for=192.0.2.1 ;; x-forwarded-proto=https",
                "forwarded=for=_hidden ;; x-forwarded-for=192.0.2.1",
                "forwarded=nonsense ;; x-forwarded-for=192.0.2.1",
            })
    void twoStoriesAreRefused(String headers) {
        assertThatThrownBy(() ->
                        TRUST.resolve(InetAddress.ofLiteral("10.1.1.1"), false, headers(headers)))
                .isInstanceOf(MalformedRequest.class);
    }

    @Test
    void nobodyIsBelievedByDefault() {
        InetAddress peer = InetAddress.ofLiteral("127.0.0.1");
        Headers headers = Headers.of("X-Forwarded-For", "192.0.2.1", "Forwarded", "for=192.0.2.2");
        assertThat(ProxyTrust.nobody().resolve(peer, true, headers))
                .isEqualTo(new Caller(peer, true));
    }

    @Test
    void aChainOfThousandsIsReadFromItsEnd() {
        Headers headers =
                Headers.of("x-forwarded-for", "198.51.100.66,".repeat(5_000) + "192.0.2.1");
        assertThat(
                        TRUST.resolve(InetAddress.ofLiteral("10.1.1.1"), false, headers)
                                .address()
                                .getHostAddress())
                .isEqualTo("192.0.2.1");
    }

    /// Security: M
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "::/0",
                "128.0.0.0/1",
                "::ffff:0.0.0.0/96",
                "::ffff:0.0.0.0/0",
                "2000::/3",
                "10.0.0.1/8",
                "fd00::1/8",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/",
                "10.0.0/8",
                "/8",
                "",
                "localhost",
                "example.com/8",
                "10.0.0.0/8/8",
                "fe80::1%lo",
            })
    void aRangeThatIsTooWideOrNoneIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.1,true",
        "10.0.0.0/8,11.0.0.1,false",
        "::ffff:10.0.0.0/104,10.0.0.1,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.1,192.0.2.1,true",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::1,false",
        "2001:db8::/32,192.0.2.1,false",
    })
    void aRangeContainsItsAddresses(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    private static Headers headers(String text) {
        return Headers.of(
                Arrays.stream(text.split(" ;; ", -1))
                        .flatMap(line -> Arrays.stream(line.strip().split("=", 2)))
                        .toArray(String[]::new));
    }
}
