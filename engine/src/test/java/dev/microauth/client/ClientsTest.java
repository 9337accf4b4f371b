package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ClientsTest {
    @AutoClose private final Installation site;

    ClientsTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: B6
    /// Spec: RFC 9068 §5
    @Test
    void a_client_id_can_never_be_the_subject_of_a_person() {
        for (String id :
                List.of(
                        UUID.randomUUID().toString(),
                        site.user("alice").id().toString(),
                        site.user("alice").id().toString().toUpperCase(java.util.Locale.ROOT),
                        "00000000-0000-0000-0000-000000000000",
                        "００000000-0000-0000-0000-000000000000")) {
            assertThatExceptionOfType(Invalid.class)
                    .as(id)
                    .isThrownBy(() -> create(id).save())
                    .withMessageContaining("client_id");
        }
    }

    @Test
    void odd_client_ids_are_refused() {
        for (String id :
                List.of("", " ", "a b", "a/b", "a\nb", "ä", "a%b", "x".repeat(101), "a\"b")) {
            assertThatExceptionOfType(Invalid.class).as(id).isThrownBy(() -> create(id).save());
        }
        assertThat(site.storage().count("clients")).isZero();
    }

    /// Security: H9
    @Test
    void a_name_is_taken_once_whatever_its_case_and_whoever_has_it() {
        create("shop").save();
        site.storage().sql("insert into principal_names (name, kind) values ('robot', 'service')");

        for (String id : List.of("shop", "SHOP", "robot", "Robot")) {
            assertThatExceptionOfType(AlreadyExists.class).isThrownBy(() -> create(id).save());
        }
        assertThat(site.storage().count("clients")).isEqualTo(1);

        site.auth().clients().delete(Installation.ACTOR, new ClientId("shop"));
        create("shop").save();
        assertThat(site.storage().count("principal_names")).isEqualTo(2);
    }

    /// Security: B5
    /// Spec: RFC 6749 §4.4, RFC 9700 §2.4
    @Test
    void grants_that_need_a_secret_are_for_those_who_can_keep_one() {
        for (NewClient each :
                List.of(
                        create("a").publicClient().grants(GrantType.CLIENT_CREDENTIALS),
                        create("b").publicClient().firstParty().grants(GrantType.PASSWORD),
                        create("c").grants(GrantType.PASSWORD),
                        create("d").publicClient().refreshGrace(Duration.ofSeconds(1)))) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(each::save);
        }
        var client = create("e").save().client();
        assertThat(client.grantTypes()).isEmpty();
        assertThat(client.isFirstParty()).isFalse();
    }

    /// Security: M
    @Test
    void unsafe_numbers_are_refused() {
        for (Runnable each :
                List.<Runnable>of(
                        () -> create("a").accessTokenLifetime(Duration.ofHours(25)),
                        () -> create("a").accessTokenLifetime(Duration.ZERO),
                        () -> create("a").accessTokenLifetime(Duration.ofSeconds(-1)),
                        () -> create("a").refreshTokenLifetime(Duration.ZERO),
                        () -> create("a").refreshGrace(Duration.ofSeconds(61)),
                        () -> create("a").refreshGrace(Duration.ofSeconds(-1)),
                        () -> create("a").audience("not absolute"),
                        () -> create("a").audience("https://api.example.com/#part"),
                        () -> create("a").name(" "),
                        () -> create("a").name("line\nbreak"))) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(each::run);
        }
    }

    @Test
    void a_scope_that_does_not_exist_is_refused_and_nothing_is_kept() {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("shop").scopes("orders:read", "nothing").save());

        assertThat(site.storage().count("clients")).isZero();
        assertThat(site.storage().count("principal_names")).isZero();
    }

    @Test
    void what_was_saved_comes_back_alike() {
        var made =
                create("shop")
                        .name("The Shop")
                        .firstParty()
                        .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN)
                        .scopes("orders:read", "openid")
                        .audience("https://api.example.com/orders")
                        .accessTokenLifetime(Duration.ofMinutes(5))
                        .refreshTokenLifetime(Duration.ofDays(1))
                        .refreshGrace(Duration.ofSeconds(3))
                        .save()
                        .client();

        site.restart();

        assertThat(site.auth().clients().get(new ClientId("shop"))).isEqualTo(made);
        assertThat(made.refreshGrace()).isEqualTo(Duration.ofSeconds(3));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> site.auth().clients().get(new ClientId("other")));
    }

    private NewClient create(String id) {
        return site.auth().clients().create(Installation.ACTOR).clientId(id);
    }
}
