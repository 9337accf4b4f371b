package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.StoredEvent;
import dev.microauth.directory.DataDirectory;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys that are carried to another machine, where a copy of the database waits for them.
///
/// Security: I5
class KeyTransferTest {
    private static final char[] PASSPHRASE = "eleven owls in the attic".toCharArray();

    @TempDir Path parent;

    private byte[] export;

    @BeforeEach
    void make_an_installation_and_carry_its_database_elsewhere() throws IOException {
        try (var auth = at(home()).open()) {
            auth.users().create().username("alice").save();
            export = auth.keys().export(PASSPHRASE);
            assertEvent(auth, "key-material.export");
        }
        DataDirectory.createPrivateDirectory(elsewhere());
        Files.copy(home().resolve("microauth.db"), elsewhere().resolve("microauth.db"));
    }

    @Test
    void a_passphrase_that_is_too_short_to_be_one_is_refused_and_so_is_another_actor() {
        try (var auth = at(home()).open()) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> auth.keys().export("fourteen chars".toCharArray()))
                    .withMessageContaining("at least 15 characters");
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(
                            () -> auth.as(Actor.user("x", Origin.NONE)).keys().export(PASSPHRASE));
        }
    }

    @Test
    void another_passphrase_and_changed_bytes_are_refused_in_the_same_words() throws IOException {
        byte[] changed = export.clone();
        changed[export.length - 1] ^= 1;
        var attempts =
                List.of(
                        at(elsewhere())
                                .importKeys(export, "eleven owls in the cellar".toCharArray()),
                        at(elsewhere()).importKeys(export, "short".toCharArray()),
                        at(elsewhere()).importKeys(changed, PASSPHRASE),
                        at(elsewhere()).importKeys(new byte[0], PASSPHRASE));
        for (var each : attempts) {
            assertRefused(each, "the passphrase is another one, or the bytes were changed");
        }
    }

    @Test
    void keys_of_another_database_leave_nothing_behind() throws IOException {
        byte[] others;
        try (var auth = at(parent.resolve("third")).open()) {
            others = auth.keys().export(PASSPHRASE);
        }

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> at(elsewhere()).importKeys(others, PASSPHRASE).open())
                .withMessageContaining("does not open with this key");
        assertThat(elsewhere().resolve("database.key")).doesNotExist();
        assertThat(elsewhere().resolve("master.key")).doesNotExist();
    }

    @Test
    void keys_are_not_put_over_others_nor_where_no_database_is() throws IOException {
        assertRefused(at(home()).importKeys(export, PASSPHRASE), "is here already");
        Files.delete(elsewhere().resolve("microauth.db"));
        assertRefused(at(elsewhere()).importKeys(export, PASSPHRASE), "put the database here");
    }

    @Test
    void a_database_elsewhere_opens_with_the_keys_that_were_imported() throws IOException {
        try (var auth = at(elsewhere()).importKeys(export, PASSPHRASE).open()) {
            assertThat(auth.users().find("alice")).isPresent();
            assertEvent(auth, "key-material.import");
        }
        assertThat(Files.readString(elsewhere().resolve("master.key")))
                .isEqualTo(Files.readString(home().resolve("master.key")));
        at(elsewhere()).open().close();
    }

    @Test
    void a_master_key_of_the_new_place_takes_the_place_of_the_exported_one() {
        var key = Secret.of("5a" + "17".repeat(31));

        at(elsewhere()).masterKey(key).importKeys(export, PASSPHRASE).open().close();

        assertThat(elsewhere().resolve("master.key")).doesNotExist();
        at(elsewhere()).masterKey(key).open().close();
    }

    private static void assertEvent(MicroAuth auth, String action) {
        assertThat(auth.audit().list().items()).extracting(StoredEvent::action).contains(action);
    }

    private static void assertRefused(MicroAuthBuilder builder, String why) throws IOException {
        Path data = builder.directory.orElseThrow();
        var before = names(data);
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(builder::open)
                .withMessageContaining(why);
        assertThat(names(data)).isEqualTo(before);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(each -> !each.equals("lock"))
                    .sorted()
                    .toList();
        }
    }

    private static MicroAuthBuilder at(Path directory) {
        return MicroAuth.builder().persistTo(directory).autoCleanup(false);
    }

    private Path home() {
        return parent.resolve("home");
    }

    private Path elsewhere() {
        return parent.resolve("elsewhere");
    }
}
