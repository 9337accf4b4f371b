package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.web.http.MalformedRequest.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: A10
/// Spec: RFC 6749 §3.1, RFC 6749 §3.2
class ParametersTest {
    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=1&a=1", "a=1&b=2&a=", "a=&a=1", "a&a=1", "a=1&%61=2"})
    void aParameterThatStandsTwiceIsRefusedByName(String query) {
        assertThatThrownBy(() -> Parameters.parse(query).find("a"))
                .isInstanceOfSatisfying(
                        MalformedRequest.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.DUPLICATE_PARAMETER))
                .hasMessage("The parameter a stands more than once.");
        assertThatThrownBy(() -> Parameters.parse(query).refuseDuplicates())
                .isInstanceOf(MalformedRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%+1",
                "%=1",
                "a=%00",
                "%00=a",
                "a=%ff",
                "a=%c0%80",
                "a=%ed%a0%80",
                "a=%f5%80%80%80",
                "a=%e2%82",
                "a= b",
                "a=ü",
                "a=\u0001"
            })
    void brokenEncodingIsRefused(String query) {
        assertThatThrownBy(() -> Parameters.parse(query))
                .isInstanceOfSatisfying(
                        MalformedRequest.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.ENCODING));
    }

    @Test
    void tooManyOrTooLongIsRefused() {
        for (String query :
                new String[] {
                    "a=1&".repeat(101), "b".repeat(129) + "=1", "a=" + "b".repeat(16_385)
                }) {
            assertThatThrownBy(() -> Parameters.parse(query))
                    .isInstanceOfSatisfying(
                            MalformedRequest.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.TOO_MUCH));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a=1                 | 1
                    &&a=1&              | 1
                    b=2&a=1             | 1
                    a=b=c               | b=c
                    a=b+c               | b c
                    a=b%2Bc             | b+c
                    a=%26%3D            | &=
                    a=%2541             | %41
                    a=%c3%BC            | ü
                    a=%f0%9f%94%91      | 🔑
                    %61=1               | 1
                    unknown=2&unknown=3&a=1 | 1
                    """)
    void aValueIsDecodedOnce(String query, String value) {
        assertThat(Parameters.parse(query).find("a")).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=", "a", "b=1", "A=1", "=1"})
    void anEmptyOrUnsentParameterIsAbsent(String query) {
        assertThat(Parameters.parse(query).find("a")).isEmpty();
        assertThat(Parameters.parse(query).all("a")).isEmpty();
    }

    @Test
    void whatMayBeRepeatedIsAListWithoutEmptyOnes() {
        Parameters parameters =
                Parameters.parse("resource=a&resource=&resource=b&x=1")
                        .refuseDuplicates("resource");
        assertThat(parameters.all("resource")).containsExactly("a", "b");
        assertThat(parameters.names()).containsExactly("resource", "x");
    }

    @Test
    void aFormMayHoldPlainUtf8() {
        assertThat(Parameters.parse("a=ü".getBytes(StandardCharsets.UTF_8)).find("a"))
                .hasValue("ü");
        assertThatThrownBy(() -> Parameters.parse("a=ü".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(MalformedRequest.class);
    }

    /// Security: K4
    @Test
    void theirTextHoldsNoValues() {
        assertThat(Parameters.parse("password=secret").toString())
                .isEqualTo("Parameters[password]");
    }
}
