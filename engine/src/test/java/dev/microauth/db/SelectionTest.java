package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Storage;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class SelectionTest {
    private static final Sorts SORTS =
            Sorts.by(
                    SortKey.text("name"),
                    SortKey.number("created_at").named("age"),
                    SortKey.id("id"));

    @AutoClose private final Storage storage;
    @AutoClose private final Database database;

    SelectionTest(Db db) {
        storage = Storage.empty(db);
        database = Database.open(storage.dialect(), new Notes());
    }

    @Test
    void a_limit_an_order_or_a_cursor_that_does_not_fit_is_refused_by_name() {
        roles("a", "b", "c");
        String next = page(first().limit(1)).next().orElseThrow();

        refused(() -> first().limit(0), "limit");
        refused(() -> first().limit(501), "limit");
        refused(() -> first().containing("x".repeat(201)), "q");
        refused(() -> first().containing("a\0"), "q");
        refused(() -> page(first().sortedBy("colour")), "sort");
        refused(() -> page(first().sortedBy("")), "sort");
        refused(() -> page(first().sortedBy("--name")), "sort");
        refused(() -> page(first().sortedBy("-name").after(next)), "after");
        refused(() -> page(first().sortedBy("age").after(next)), "after");
        for (String forged :
                List.of(
                        "",
                        "%",
                        next.substring(1),
                        next + next,
                        cursor("{\"name\":[]}"),
                        cursor("{\"name\":[\"a\"]}"),
                        cursor("{\"name\":[1,\"00\"]}"),
                        cursor("{\"name\":[\"a\\u0000\",\"00\"]}"),
                        cursor("{\"name\":[\"a\",\"0\"]}"),
                        cursor("{\"name\":[\"a\",7]}"),
                        cursor("[\"name\"]"),
                        "A".repeat(5_000))) {
            refused(() -> page(first().after(forged)), "after");
        }
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_in_every_order() {
        for (int i = 0; i < 23; i++) {
            role("role " + i % 7 + (i < 7 ? "" : " " + i), i % 4);
        }
        for (String order : List.of("name", "-name", "age", "-age", "id", "-id")) {
            List<String> all = walk(first().sortedBy(order).limit(500));
            assertThat(all).hasSize(23).doesNotHaveDuplicates();
            for (int limit : List.of(1, 2, 5, 22, 23)) {
                assertThat(walk(first().sortedBy(order).limit(limit)))
                        .as(order + " by " + limit)
                        .isEqualTo(all);
            }
        }
        assertThat(walk(first().sortedBy("-age"))).isNotEqualTo(walk(first().sortedBy("age")));
    }

    @Test
    void a_row_that_comes_or_goes_between_two_pages_moves_none_of_the_others() {
        roles("b", "d", "f", "h");
        var before = page(first().limit(2));
        roles("a", "e");
        database.write(tx -> tx.update("delete from roles where name = 'd'"));

        var after = page(first().limit(2).after(before.next().orElseThrow()));

        assertThat(before.items()).containsExactly("b", "d");
        assertThat(after.items()).containsExactly("e", "f");
    }

    @Test
    void a_search_takes_every_character_for_itself() {
        roles("a%b", "a_b", "axb", "a!b", "größe");

        assertThat(page(first().containing("%")).items()).containsExactly("a%b");
        assertThat(page(first().containing("a_")).items()).containsExactly("a_b");
        assertThat(page(first().containing("!")).items()).containsExactly("a!b");
        assertThat(page(first().containing("A")).items()).hasSize(4);
        assertThat(page(first().containing("GRÖSSE")).items()).isEmpty();
        assertThat(page(first().containing(" GRÖßE ")).items()).containsExactly("größe");
        assertThat(page(first().containing("' or 1=1 --")).items()).isEmpty();
        assertThat(page(first().containing(" ")).items()).hasSize(5);
    }

    @Test
    void a_filter_that_nobody_asked_for_is_none() {
        roles("a", "b");
        database.write(tx -> tx.update("update roles set is_protected = ? where name = 'b'", true));

        assertThat(page(first(), Optional.of(true)).items()).containsExactly("b");
        assertThat(page(first(), Optional.of(false)).items()).containsExactly("a");
        assertThat(page(first(), Optional.empty()).items()).containsExactly("a", "b");
        assertThat(page(first(), Optional.of(true)).total()).contains(1L);
        assertThat(page(first().limit(1), Optional.empty()).total()).contains(2L);
    }

    @Test
    void a_total_is_counted_up_to_ten_thousand_and_known_beyond_without_filters() {
        database.write(tx -> {
            for (int i = 0; i < 10_001; i++) {
                insert(tx, "role " + i, i);
            }
            return true;
        });
        var searched = page(first().limit(1).containing("role"));
        assertThat(searched.total()).isEmpty();
        assertThat(searched.totalAtLeast()).contains(10_000L);
        assertThat(page(first().limit(1)).total()).contains(10_001L);

        database.write(tx -> tx.update("delete from roles where name = 'role 0'"));
        assertThat(page(first().limit(1).containing("role")).total()).contains(10_000L);
        assertThat(page(first().limit(1)).total()).contains(10_000L);
    }

    @Test
    void counters_follow_what_comes_and_goes_also_by_a_foreign_key() {
        UUID user = UUID.randomUUID();
        database.write(tx -> {
            tx.update(
                    """
                    insert into users (id, username, email_verified, is_active, attributes, created_at, modified_at, version)
                    values (?, 'a', false, true, '{}', 1, 1, 1)
                    """,
                    user);
            for (int i = 0; i < 3; i++) {
                tx.update(
                        """
                        insert into refresh_families (id, ring, user_id, scope, auth_time, amr, created_at, expires_at)
                        values (?, 'auth', ?, '', 1, '', 1, 1)
                        """,
                        UUID.randomUUID(),
                        user);
            }
            tx.update(
                    """
                    insert into users (id, username, email_verified, is_active, attributes, created_at, modified_at, version)
                    values (?, 'a', false, true, '{}', 1, 1, 1) on conflict do nothing
                    """,
                    UUID.randomUUID());
            return true;
        });
        assertThat(counter("users")).isEqualTo(1);
        assertThat(counter("refresh_families")).isEqualTo(3);

        database.write(tx -> tx.update("delete from users where id = ?", user));
        assertThat(counter("users")).isZero();
        assertThat(counter("refresh_families")).isZero();
    }

    private static PageRequest first() {
        return PageRequest.first();
    }

    private Page<String> page(PageRequest request) {
        return page(request, Optional.empty());
    }

    private Page<String> page(PageRequest request, Optional<Boolean> isProtected) {
        return database.read(tx ->
                Selection.from("select * from roles")
                        .counted("roles")
                        .where("is_protected = ?", isProtected)
                        .search("name like ? or coalesce(description, '') like ?")
                        .page(tx, request, SORTS, row -> row.text("name")));
    }

    private List<String> walk(PageRequest request) {
        var all = new ArrayList<String>();
        var page = page(request);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            assertThat(page.items()).hasSize(request.limit());
            page = page(request.after(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }

    private long counter(String name) {
        return database.read(tx ->
                        tx.find(
                                "select n from counters where name = ?",
                                row -> row.number("n"),
                                name))
                .orElseThrow();
    }

    private void roles(String... names) {
        for (String name : names) {
            role(name, 1);
        }
    }

    private void role(String name, int age) {
        database.write(tx -> insert(tx, name, age));
    }

    private static int insert(Tx tx, String name, int age) {
        return tx.update(
                """
                insert into roles (id, name, folded, is_protected, created_at, modified_at, version)
                values (?, ?, ?, false, ?, 1, 1)
                """,
                UUID.randomUUID(),
                name,
                name,
                age);
    }

    private static String cursor(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(Runnable asking, String field) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(asking::run)
                .satisfies(e -> assertThat(e.fields()).containsOnlyKeys(field));
    }
}
