package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import dev.microauth.web.pages.Asset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Files that pages load.
class AssetsTest {
    @AutoClose private final Site site = Site.open();

    @Test
    void a_name_without_the_content_in_it_is_none() {
        String path = Asset.PASSKEY.path();
        for (String wrong :
                List.of(
                        "/assets/passkey.js",
                        "/assets/page.css",
                        "/assets/..%2Fpage.css",
                        path.toUpperCase(java.util.Locale.ROOT),
                        path + ".map",
                        path.replaceFirst("-.", "-x"))) {
            for (Port port : List.of(site.auth(), site.admin())) {
                assertThat(port.call(Method.GET, wrong).send().status()).as(wrong).isEqualTo(404);
            }
        }
    }

    /// Security: A14, H1
    @Test
    void a_browser_may_keep_the_script_for_ever() {
        for (Port port : List.of(site.auth(), site.admin())) {
            var answer = port.call(Method.GET, Asset.PASSKEY.path()).send().succeeds();
            assertThat(answer.header("content-type")).hasValue("text/javascript; charset=utf-8");
            assertThat(answer.header("cache-control").orElseThrow()).contains("immutable");
            assertThat(answer.header("x-content-type-options")).hasValue("nosniff");
            assertThat(answer.header("cross-origin-resource-policy")).hasValue("same-origin");
            assertThat(answer.body()).hasSizeLessThan(8192);
        }
    }

    /// Security: H1, A14
    @Test
    void the_script_builds_nothing_from_text_and_loads_nothing() {
        assertThat(site.auth().call(Method.GET, Asset.PASSKEY.path()).send().body())
                .doesNotContain(
                        "innerHTML",
                        "outerHTML",
                        "insertAdjacent",
                        "document.write",
                        "eval(",
                        "Function(",
                        "import(",
                        "fetch(",
                        "XMLHttpRequest",
                        "localStorage",
                        "http://",
                        "https://");
    }
}
