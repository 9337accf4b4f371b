package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.testkit.Snapshot;
import dev.microauth.token.Issuers;
import dev.microauth.web.admin.AdminApi;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The document that tells programs what the admin port offers.
///
/// Trap: 18
class OpenApiTest {
    @AutoClose
    private static final Site SITE =
            Site.open(with ->
                    with.issuers(new Issuers("https://id.example", "https://admin.example")));

    private final String text =
            SITE.admin()
                    .get("/api/v1/openapi.json")
                    .bearer(SITE.adminToken("admin"))
                    .send()
                    .succeeds()
                    .body();
    private final Map<String, Object> document = parsed();

    @Test
    void the_document_is_this() {
        Snapshot.assertMatches(
                "web/src/test/resources/snapshots/openapi.json", Pretty.printed(document));
    }

    @Test
    void the_page_for_people_is_made_of_it() {
        Snapshot.assertMatches("docs/api.md", ApiPage.markdown(SITE.api().document()));
    }

    @Test
    void it_lists_every_operation_and_of_the_rest_what_it_promises() {
        var listed = new TreeSet<String>();
        operations((name, operation) -> listed.add(name));
        var expected =
                SITE.api().operations().stream()
                        .map(each -> each.method() + " " + AdminApi.PATH + each.path())
                        .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(
                List.of(
                        "POST /token",
                        "GET /ping",
                        "GET /version",
                        "GET /health/live",
                        "GET /health/ready"));
        assertThat(listed).isEqualTo(expected);
        var doors =
                SITE.admin().table().stream()
                        .map(line -> line.substring(0, line.lastIndexOf(' ')))
                        .toList();
        assertThat(doors).containsAll(listed);
    }

    @Test
    void each_operation_has_a_name_of_its_own_a_sentence_and_a_tag() {
        var names = new ArrayList<String>();
        operations((name, operation) -> {
            names.add(operation.get("operationId").toString());
            assertThat(operation.get("summary").toString()).as(name).matches("[A-Z].*\\.");
            assertThat(operation.get("tags")).as(name).isNotNull();
        });
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = new TreeSet<String>();
        collect(document, references);
        assertThat(references).isNotEmpty();
        for (String reference : references) {
            Object place = document;
            for (String step : reference.substring(2).split("/", -1)) {
                assertThat(place).as(reference).isInstanceOf(Map.class);
                place = ((Map<?, ?>) place).get(step);
            }
            assertThat(place).as(reference).isNotNull();
        }
    }

    private static void collect(Object value, Set<String> references) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> {
                if (name.equals("$ref")) {
                    references.add(each.toString());
                }
                collect(each, references);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, references));
        }
    }

    private void operations(BiConsumer<String, Map<?, ?>> each) {
        ((Map<?, ?>) document.get("paths"))
                .forEach((path, methods) ->
                        ((Map<?, ?>) methods)
                                .forEach((method, operation) ->
                                        each.accept(
                                                method.toString().toUpperCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path,
                                                (Map<?, ?>) operation)));
    }

    private Map<String, Object> parsed() {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new AssertionError(text, e);
        }
    }
}
