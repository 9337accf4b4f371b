package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.ClientId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class EntryRulesTest {
    private static final String WIKI = "https://wiki.example.com";

    @AutoClose private final Installation site;

    EntryRulesTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: A2
    @Test
    void what_is_no_origin_that_a_browser_keeps_apart_is_refused() {
        for (String origin :
                List.of(
                        "",
                        "wiki.example.com",
                        "http://wiki.example.com",
                        "https://wiki.example.com/",
                        "https://wiki.example.com/page",
                        "https://wiki.example.com?a=b",
                        "https://wiki.example.com#part",
                        "https://wiki.example.com:443",
                        "http://localhost:80",
                        "https://WIKI.example.com",
                        "HTTPS://wiki.example.com",
                        "https://me@wiki.example.com",
                        "https://*.example.com",
                        "https://wiki.example.com:0",
                        "http://localhost.evil.example",
                        "http://192.168.1.1",
                        "ws://localhost",
                        "https://")) {
            assertThatExceptionOfType(Invalid.class)
                    .as(origin)
                    .isThrownBy(() -> create("wiki").protectedSites(List.of(origin)).save())
                    .withMessageContaining("protected_sites");
        }
        assertThat(site.storage().count("clients")).isZero();
    }

    @Test
    void an_origin_belongs_to_one_client() {
        create("wiki").protectedSites(List.of(WIKI)).save();

        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> create("other").protectedSites(List.of(WIKI)).save())
                .withMessageContaining(WIKI);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("other").protectedSites(List.of(WIKI, WIKI)).save());
        assertThat(site.auth().clients().find(new ClientId("other"))).isEmpty();

        site.auth()
                .clients()
                .update(Installation.ACTOR, new ClientId("wiki"))
                .protectedSites(List.of("http://wiki.localhost:8080"))
                .save();
        create("other").protectedSites(List.of(WIKI)).save();
        assertThat(site.auth().clients().ofSite(WIKI).orElseThrow().name()).isEqualTo("other");
        assertThat(site.auth().clients().ofSite("https://unknown.example.com")).isEmpty();
    }

    @Test
    void a_role_has_to_exist_and_is_found_however_it_is_written() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("wiki").allowedRoles("Clerk", "Nobody").save())
                .withMessageContaining("allowed_roles")
                .withMessageContaining("Nobody");

        assertThat(
                        create("wiki")
                                .allowedRoles("PACKER", "clerk")
                                .save()
                                .client()
                                .settings()
                                .entry()
                                .allowedRoles())
                .containsExactly("Clerk", "Packer");
    }

    /// Security: H9
    @Test
    void a_role_that_a_client_asks_for_cannot_be_deleted() {
        create("wiki").allowedRoles("Clerk").save();
        var roles = site.auth().roles();
        var clerk = roles.find("Clerk").orElseThrow().id();

        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> roles.delete(Installation.ACTOR, clerk))
                .withMessageContaining("wiki");
        assertThat(roles.find("Clerk")).isPresent();

        site.auth()
                .clients()
                .update(Installation.ACTOR, new ClientId("wiki"))
                .allowedRoles()
                .save();
        roles.delete(Installation.ACTOR, clerk);
        assertThat(roles.find("Clerk")).isEmpty();
    }

    /// Security: H9
    @Test
    void nor_can_an_account_whose_role_a_client_asks_for() {
        var accounts = site.auth().serviceAccounts();
        var robot = accounts.create(Installation.ACTOR).name("robot").save();
        create("wiki").allowedRoles("robot").save();

        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> accounts.delete(Installation.ACTOR, robot.id()));
        assertThat(accounts.find(robot.id())).isPresent();
    }

    @Test
    void a_role_of_another_name_is_still_the_one_that_was_asked_for() {
        var shop = create("shop").allowedRoles("Clerk").save().client();
        var roles = site.auth().roles();
        roles.update(Installation.ACTOR, roles.find("Clerk").orElseThrow().id())
                .name("Office")
                .save();

        assertThat(site.auth().clients().get(shop.id()).settings().entry().allowedRoles())
                .containsExactly("Office");
    }

    /// Spec: RFC 7591 §2
    @Test
    void who_gets_codes_says_where_they_may_be_sent() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("shop").grants(GrantType.AUTHORIZATION_CODE).save())
                .withMessageContaining("redirect_uris");

        var clients = site.auth().clients();
        var shop = create("shop").redirectUris("https://shop.example.com/cb").save().client();
        assertThat(shop.grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() ->
                        clients.update(Installation.ACTOR, shop.clientId()).redirectUris().save());
        var page = PageRequest.first();
        var only = clients.redirects().list(shop.clientId(), page).items().getFirst();
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() ->
                        clients.redirects().remove(Installation.ACTOR, shop.clientId(), only.id()))
                .withMessageContaining("last redirect URI");
    }

    @Test
    void a_client_without_any_way_to_answer_is_refused() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("shop").responseModes(Set.of()).save())
                .withMessageContaining("response_modes");
    }

    @Test
    void what_was_saved_comes_back_alike_and_is_told_as_a_difference() {
        var made =
                create("wiki")
                        .requiredAssurance(Optional.of(Assurance.MULTIPLE))
                        .allowedRoles("Clerk")
                        .responseModes(Set.of(ResponseMode.FORM_POST))
                        .protectedSites(List.of(WIKI))
                        .save()
                        .client();
        assertThat(made.settings().entry())
                .isEqualTo(
                        new EntryRules(
                                Optional.of(Assurance.MULTIPLE),
                                List.of("Clerk"),
                                Set.of(ResponseMode.FORM_POST),
                                List.of(WIKI)));
        site.restart();
        assertThat(site.auth().clients().get(made.clientId())).isEqualTo(made);

        var clients = site.auth().clients();
        clients.update(Installation.ACTOR, made.clientId()).allowedRoles("clerk").save();
        assertThat(clients.get(made.clientId()).version()).isEqualTo(made.version());
        clients.update(Installation.ACTOR, made.clientId())
                .requiredAssurance(Optional.empty())
                .allowedRoles("Packer")
                .save();
        assertThat(
                        site.storage()
                                .rows(
                                        "select detail from audit_events where action = 'client.update'")
                                .toString())
                .contains("required_acr \"urn:microauth:acr:2\" → none")
                .contains("allowed_roles \"[Clerk]\" → \"[Packer]\"");
    }

    private NewClient create(String id) {
        return site.auth().clients().create(Installation.ACTOR).clientId(id);
    }
}
