package dev.microauth.access;

import static dev.microauth.Installation.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.grant.TokenRequest;
import dev.microauth.key.Ring;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody has on the admin port ends with the permission it was given for.
///
/// Security: B9, H7
@BothDatabases
class DemotionTest {
    @AutoClose private final Installation site;

    DemotionTest(Db db) {
        site = Installation.on(db);
    }

    enum Change {
        ROLE_UNASSIGNED,
        ROLES_REPLACED,
        PERMISSION_TAKEN_FROM_THE_ROLE,
        PERMISSIONS_OF_THE_ROLE_REPLACED,
        ROLE_DELETED
    }

    @ParameterizedTest
    @EnumSource
    void whoever_loses_a_permission_loses_their_tokens_and_nobody_else(Change change) {
        var roles = site.auth().roles();
        var access = site.auth().access();
        UserId bob = site.user("bob").id();
        UserId alice = site.user("alice").id();
        RoleId one = reading("One");
        access.assignRole(ACTOR, bob, one);
        access.assignRole(ACTOR, bob, "Clerk");
        access.assignRole(ACTOR, alice, one);
        access.assignRole(ACTOR, alice, reading("Other"));
        String ofBob = token("bob");
        String ofAlice = token("alice");
        String ofAdmin = token("admin");

        access.unassignRole(ACTOR, bob, "Clerk");
        assertThat(isLive(ofBob)).isTrue();
        switch (change) {
            case ROLE_UNASSIGNED -> {
                access.unassignRole(ACTOR, bob, one);
                access.unassignRole(ACTOR, alice, one);
            }
            case ROLES_REPLACED -> {
                access.setRoles(ACTOR, bob, Set.of());
                access.setRoles(ACTOR, alice, Set.of(roles.find("Other").orElseThrow().id()));
            }
            case PERMISSION_TAKEN_FROM_THE_ROLE ->
                    roles.removePermission(ACTOR, one, permission("users:read"));
            case PERMISSIONS_OF_THE_ROLE_REPLACED ->
                    roles.setPermissions(ACTOR, one, Set.of(permission("keys:read")));
            case ROLE_DELETED -> roles.delete(ACTOR, one);
        }

        assertThat(isLive(ofBob)).isFalse();
        assertThat(isLive(ofAlice)).isTrue();
        assertThat(isLive(ofAdmin)).isTrue();
    }

    private RoleId reading(String name) {
        var role = site.auth().roles().create(ACTOR).name(name).save().id();
        site.auth().roles().addPermission(ACTOR, role, permission("users:read"));
        return role;
    }

    private PermissionId permission(String name) {
        return site.auth().permissions().find(name).orElseThrow().id();
    }

    private String token(String name) {
        return site.auth()
                .adminTokenService()
                .grant(
                        new TokenRequest.Password(
                                name, Secret.of(Installation.PASSWORD), Optional.empty()),
                        Origin.NONE)
                .accessToken()
                .compact();
    }

    private boolean isLive(String token) {
        return site.auth().accessTokens().find(Ring.ADMIN, token).isPresent();
    }
}
