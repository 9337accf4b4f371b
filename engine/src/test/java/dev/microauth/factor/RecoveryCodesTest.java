package dev.microauth.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Visitor;
import dev.microauth.credential.SecondFactor;
import dev.microauth.credential.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: F8
@BothDatabases
class RecoveryCodesTest {
    @AutoClose private final Installation site;
    private final Phone phone;
    private int visitors = 100;

    RecoveryCodesTest(Db db) {
        site = Installation.on(db);
        phone = Phone.of(site, "alice");
    }

    @Test
    void a_code_is_good_once_for_its_owner_alone() {
        var bob = Phone.of(site, "bob");
        String code = phone.recoveryCodes().getFirst();

        assertThat(use("bob", code)).isFalse();
        assertThat(use("alice", bob.recoveryCodes().getFirst())).isFalse();
        assertThat(use("alice", code)).isTrue();
        assertThat(use("alice", code)).isFalse();
        assertThat(left()).isEqualTo(9);
    }

    @Test
    void one_of_many_parallel_uses_wins() throws Exception {
        var half = Visitor.at(site.auth(), 1).half("alice");
        var factor = new SecondFactor.RecoveryCode(phone.recoveryCodes().getFirst());
        var uses = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 50; i++) {
            var visitor = Visitor.at(site.auth(), 1000 + i);
            uses.add(() -> visitor.then(half, factor) instanceof SignIn.Proven);
        }
        int winners = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(uses)) {
                winners += each.get() ? 1 : 0;
            }
        }
        assertThat(winners).isEqualTo(1);
    }

    @Test
    void newer_codes_end_the_older_ones() {
        String old = phone.recoveryCodes().getFirst();
        var fresh =
                site.auth()
                        .ownFactors()
                        .newRecoveryCodes(Phone.change(site.user("alice").id()))
                        .recoveryCodes();

        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(phone.recoveryCodes());
        assertThat(use("alice", old)).isFalse();
        assertThat(use("alice", fresh.getLast())).isTrue();
    }

    @Test
    void a_code_that_is_no_code_is_refused() {
        for (String odd : List.of("", "-", "AAAA-AAAA-AAAA-AAAA", "x".repeat(100_000), "%", "_")) {
            assertThat(use("alice", odd)).isFalse();
        }
        assertThat(left()).isEqualTo(10);
    }

    @Test
    void ten_codes_of_eighty_bits_are_kept_as_keyed_hashes() {
        assertThat(phone.recoveryCodes())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}"));
        String rows = site.storage().rows("select * from recovery_codes").toString();
        assertThat(phone.recoveryCodes())
                .noneMatch(code -> rows.contains(code) || rows.contains(code.replace("-", "")));
    }

    @Test
    void spaces_hyphens_and_case_do_not_count() {
        String code = phone.recoveryCodes().getFirst();

        assertThat(use("alice", " " + code.toLowerCase(Locale.ROOT).replace('-', ' ') + " "))
                .isTrue();
    }

    private int left() {
        return site.auth().recoveryCodes().left(site.user("alice").id());
    }

    private boolean use(String name, String code) {
        var visitor = Visitor.at(site.auth(), ++visitors);
        return visitor.then(visitor.half(name), new SecondFactor.RecoveryCode(code))
                instanceof SignIn.Proven;
    }
}
