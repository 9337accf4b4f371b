package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.access.AdminPermission;
import dev.microauth.web.admin.AdminApi;
import dev.microauth.web.admin.Operation;
import dev.microauth.web.http.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation of the admin API, asked by whoever holds every right, none, all but the one it needs, or that
/// one alone. The table of operations says what there is, so that a new row is asked too.
///
/// Whoever is let in asks with a parameter that no operation knows: what answers 422 was let through, and nothing
/// has happened.
///
/// Security: H7
/// Trap: 22
class AdminRightsTest {
    @AutoClose private static final Site SITE = Site.open();

    private static final Map<AdminPermission, String> WITH_ONE =
            new EnumMap<>(AdminPermission.class);
    private static final Map<AdminPermission, String> WITHOUT_ONE =
            new EnumMap<>(AdminPermission.class);
    private static final List<String> OF_THE_OTHER_RING = new ArrayList<>();
    private static String admin = "";
    private static String auditor = "";

    static Stream<Operation> operations() {
        return SITE.api().operations().stream();
    }

    @BeforeAll
    static void letEverybodySignIn() {
        Set<AdminPermission> asked = EnumSet.of(AdminPermission.BACKUPS_READ);
        operations().flatMap(each -> each.right().permission().stream()).forEach(asked::add);
        for (AdminPermission each : asked) {
            String name = each.permission().replace(':', '.');
            WITH_ONE.put(each, SITE.administrator("only." + name, Set.of(each)));
            var others = EnumSet.allOf(AdminPermission.class);
            others.remove(each);
            WITHOUT_ONE.put(each, SITE.administrator("but." + name, others));
        }
        var engine = SITE.engine();
        engine.access().assignRole(Site.ACTOR, SITE.user("alice").id(), "MadAuditor");
        auditor = SITE.adminToken("alice");
        admin = SITE.adminToken("admin");
        OF_THE_OTHER_RING.add(SITE.aliceSignsIn("openid").text("access_token"));
        OF_THE_OTHER_RING.add(
                SITE.password("shop", "admin", Site.PASSWORD).send().text("access_token"));
        OF_THE_OTHER_RING.add(SITE.clientToken("batch"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobody_is_let_in_without_a_live_token_of_this_port(Operation operation) {
        for (String token : List.of("", "x", admin + "x", admin.substring(1))) {
            ask(operation).bearer(token).send().problem(401, "unauthorized");
        }
        OF_THE_OTHER_RING.forEach(
                token -> ask(operation).bearer(token).send().problem(401, "unauthorized"));
        ask(operation).send().problem(401, "unauthorized");
        ask(operation).basic("admin", Site.PASSWORD).send().problem(401, "unauthorized");
        ask(operation).bearer(admin).bearer(admin).send().problem(401, "unauthorized");
        ask(operation).form("access_token", admin).send().problem(401, "unauthorized");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void each_permission_opens_what_it_is_for_and_nothing_else(Operation operation) {
        Optional<AdminPermission> needed = operation.right().permission();
        WITH_ONE.forEach((held, token) ->
                assertLetIn(
                        operation,
                        token,
                        needed.isEmpty() || needed.get() == held,
                        held + " alone"));
        WITHOUT_ONE.forEach((missing, token) ->
                assertLetIn(
                        operation,
                        token,
                        needed.isEmpty() || needed.get() != missing,
                        "all but " + missing));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_auditor_reads_and_the_admin_does_everything(Operation operation) {
        boolean reading =
                operation.right().permission().map(AdminPermission::isReading).orElse(true);
        assertLetIn(operation, auditor, reading, "MadAuditor");
        assertLetIn(operation, admin, true, "MadAdmin");
    }

    /// Security: H2
    @Test
    void what_only_reads_is_get_and_what_changes_needs_a_right_to_change() {
        // Answers to a question, and what one may do to oneself.
        Set<String> harmless = Set.of("/check-access", "/introspect", "/audit-events/verify");
        operations()
                .filter(each -> each.method() != Method.GET)
                .filter(each -> !harmless.contains(each.path()) && !each.path().startsWith("/me"))
                .forEach(each ->
                        assertThat(each.right().permission().filter(p -> !p.isReading()))
                                .as(each.method() + " " + each.path())
                                .isPresent());
    }

    @Test
    void every_door_below_the_prefix_is_an_operation_with_its_guard() {
        var doors =
                SITE.admin().table().stream()
                        .filter(line -> line.contains(" " + AdminApi.PATH))
                        .collect(Collectors.toCollection(TreeSet::new));
        var rows =
                operations()
                        .map(each ->
                                each.method()
                                        + " "
                                        + AdminApi.PATH
                                        + each.path()
                                        + " admin"
                                        + each.right()
                                                .permission()
                                                .map(p -> ":" + p.permission())
                                                .orElse(""))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(doors).isEqualTo(rows);
    }

    private static void assertLetIn(
            Operation operation, String token, boolean expected, String who) {
        var answer = ask(operation).bearer(token).send();
        if (expected) {
            assertThat(answer.status()).as(who + " at " + operation.path()).isEqualTo(422);
        } else {
            assertThat(answer.status()).as(who + " at " + operation.path()).isEqualTo(403);
            answer.problem(403, "not-allowed");
        }
    }

    private static Call ask(Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        return SITE.admin().call(operation.method(), AdminApi.PATH + path + "?no_such_parameter=1");
    }
}
