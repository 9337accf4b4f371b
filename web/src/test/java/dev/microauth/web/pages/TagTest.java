package dev.microauth.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Security: H3
class TagTest {
    @Test
    void only_names_make_markup() {
        for (String name : List.of("", "p onclick", "a>b", "1p", "P", "script", "style")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Tag.of(name));
        }
        for (String attribute : List.of("", "a b", "a=\"b", "on\u00e9")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").with(attribute, "x"));
        }
    }

    @Test
    void text_and_values_stay_text_and_values() {
        assertThat(
                        written(
                                Tag.of("p", "a<b>&\"'\0")
                                        .with("title", "\" onload='x' <&>")
                                        .add(Tag.of("br"), Tag.of("em", "ok"))))
                .isEqualTo(
                        "<p title=\"&quot; onload=&#39;x&#39; &lt;&amp;&gt;\">a&lt;b&gt;&amp;&quot;&#39;\ufffd<br><em>ok</em></p>");
    }

    private static String written(Tag tag) {
        var page = new StringBuilder();
        tag.writeTo(page);
        return page.toString();
    }
}
