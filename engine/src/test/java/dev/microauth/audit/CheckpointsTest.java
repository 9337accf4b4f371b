package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A log cut together with its head is true to itself; the checkpoint beside it is not fooled.
///
/// Security: K3
@Tag("storage")
class CheckpointsTest {
    @AutoClose private final Installation site = Installation.on(Db.SQLITE);
    private final List<String> abroad = new ArrayList<>();

    CheckpointsTest() {
        site.restart(with -> with.auditCheckpoints(abroad::add));
    }

    @Test
    void a_log_put_back_with_its_head_to_an_earlier_moment_is_found() {
        keep();
        change("one");
        site.restart();
        change("two");
        assertWhole();

        putBack();

        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        broken -> assertThat(broken.what()).contains("the log was cut"));
    }

    @Test
    void the_log_that_went_on_after_it_was_put_back_is_found_too() {
        keep();
        change("one");
        site.restart();
        site.stop();
        putBack();
        site.start();

        for (int i = 0; i < 5; i++) {
            change("instead-" + i);
        }
        assertThat(verdict()).isInstanceOf(Verdict.Broken.class);
        site.restart();
        assertThat(verdict())
                .as("the evidence is not written over")
                .isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void a_checkpoint_that_was_changed_is_found_and_stays() throws IOException {
        site.restart();
        String line = Files.readString(file());
        for (String other :
                List.of(
                        "",
                        "nonsense",
                        line.replaceFirst("2027", "2028"),
                        line.replaceFirst(" 1/", " 2/"),
                        line.strip() + "0",
                        line.substring(0, line.lastIndexOf(' ')))) {
            Files.writeString(file(), other);
            assertThat(verdict()).as(other).isInstanceOf(Verdict.Broken.class);
        }
        site.restart();
        assertThat(verdict()).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void what_was_purged_after_the_checkpoint_is_no_damage() {
        change("one");
        site.restart();
        site.clock().advance(Duration.ofDays(401));
        site.auth()
                .auditRetention()
                .purge(
                        Installation.ACTOR,
                        Optional.of(site.clock().instant().minus(Duration.ofDays(400))));

        assertWhole();
    }

    @Test
    void one_is_written_at_the_end_and_told_abroad_and_none_when_nothing_happened()
            throws IOException {
        change("one");
        abroad.clear();
        site.restart();
        assertThat(abroad).singleElement().isEqualTo(Files.readString(file()).strip());
        assertThat(Files.getPosixFilePermissions(file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        site.restart();
        assertThat(abroad).hasSize(1);
        assertWhole();
    }

    private Path file() {
        return ((Storage.OnSqlite) site.storage()).directory().resolve("audit-checkpoint");
    }

    private void keep() {
        site.storage().sql("create table kept_events as select * from audit_events");
        site.storage().sql("create table kept_heads as select * from audit_chains");
    }

    private void putBack() {
        var storage = site.storage();
        Tampering.allow(storage);
        storage.sql("delete from audit_events");
        storage.sql("insert into audit_events select * from kept_events");
        storage.sql("delete from audit_chains");
        storage.sql("insert into audit_chains select * from kept_heads");
    }

    private void change(String scope) {
        site.auth().scopes().create(Installation.ACTOR).name(scope).save();
    }

    private void assertWhole() {
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
    }

    private Verdict verdict() {
        return site.auth().audit().verify(_ -> {});
    }
}
