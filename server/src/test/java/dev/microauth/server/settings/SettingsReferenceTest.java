package dev.microauth.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Snapshot;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReferenceTest {

    @TempDir Path data;

    @Test
    void the_reference_page_is_what_the_table_says() {
        Snapshot.assertMatches("docs/settings.md", SettingsReference.markdown());
    }

    @Test
    void the_sample_file_says_nothing_as_it_is_and_every_line_of_it_is_valid() {
        var sample = SettingsReference.sampleFile();
        assertThat(sample.lines()).allMatch(line -> line.isEmpty() || line.startsWith("# "));

        var assignments =
                sample.lines()
                        .filter(line -> line.matches("# [a-z0-9-]+ = .*"))
                        .map(line -> line.substring(2))
                        .toList();
        assertThat(assignments).hasSize(SettingsTable.ofMicroauthd().rows().size());
        var said = new Said(data).line(assignments.stream().collect(Collectors.joining("\n")));
        assertThat(SourcesReader.read(SettingsTable.ofMicroauthd(), said.sources()).problems())
                .isEmpty();
    }

    @Test
    void a_name_is_kebab_case_and_its_sentence_a_sentence() {
        assertThat(SettingsTable.ofMicroauthd().rows())
                .allSatisfy(row -> {
                    assertThat(row.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
                    assertThat(row.sentence()).matches("[A-Z].*\\.");
                });
    }
}
