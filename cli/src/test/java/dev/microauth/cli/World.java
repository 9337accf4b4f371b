package dev.microauth.cli;

import dev.microauth.api.AdminView;
import dev.microauth.api.AuditEventView;
import dev.microauth.api.AuditVerification;
import dev.microauth.api.ClientCreated;
import dev.microauth.api.ClientSecretCreated;
import dev.microauth.api.ClientSecretView;
import dev.microauth.api.ClientView;
import dev.microauth.api.CredentialView;
import dev.microauth.api.DayView;
import dev.microauth.api.KeyView;
import dev.microauth.api.LinkView;
import dev.microauth.api.PasskeyView;
import dev.microauth.api.PermissionView;
import dev.microauth.api.PostgresCredentials;
import dev.microauth.api.PostgresCredentialsView;
import dev.microauth.api.ProblemView;
import dev.microauth.api.PurgeResult;
import dev.microauth.api.RecoveryCodesView;
import dev.microauth.api.RedirectUriView;
import dev.microauth.api.Reference;
import dev.microauth.api.RefreshTokenView;
import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.api.ServiceAccountView;
import dev.microauth.api.SessionView;
import dev.microauth.api.SettingView;
import dev.microauth.api.StatsView;
import dev.microauth.api.TotpEnrolmentView;
import dev.microauth.api.UserCreated;
import dev.microauth.api.UserView;
import dev.microauth.cli.Stub.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A small household on a [Stub]: one of each noun, every route of the admin API answering it.
final class World {
    static final UUID ALICE = id(1);
    static final UUID SUPPORT = id(2);
    static final UUID READ = id(3);
    static final UUID INVOICES = id(4);
    static final UUID SHOP = id(5);
    static final UUID DEPLOYER = id(6);
    static final UUID THING = id(9);

    private static final Instant MADE = Instant.parse("2026-11-01T09:00:00Z");
    private static final Instant LATER = Instant.parse("2027-11-01T09:00:00Z");

    private final Stub stub;
    private final AdminStub api;

    World(Stub stub) {
        this.stub = stub;
        this.api = new AdminStub(stub);
        people();
        rights();
        clients();
        services();
        held();
        care();
        tokens();
    }

    static UUID id(int number) {
        return new UUID(0x0000_0000_0000_4000L, 0x8000_0000_0000_0000L + number);
    }

    static UserView alice() {
        return new UserView(
                ALICE,
                "alice",
                Optional.of("alice@example.com"),
                true,
                Optional.of("Alice \u001b[31mRed"),
                true,
                Optional.empty(),
                false,
                0,
                Map.of("team", "blue"),
                MADE,
                MADE,
                Optional.of(MADE));
    }

    private void people() {
        api.noun("/users", ALICE, "alice", alice());
        api.created(
                "POST /users",
                new UserCreated(
                        alice(),
                        Optional.of("http://localhost:9040/setup/one-time"),
                        Optional.of(LATER)));
        var link = new LinkView("http://localhost:9040/setup/one-time", LATER);
        var at = "/users/" + ALICE;
        api.on("POST " + at + "/reset", link);
        api.on("POST " + at + "/invite", link);
        for (var verb : List.of("activate", "deactivate", "verify-email", "lockout")) {
            api.done("POST " + at + "/" + verb);
        }
        api.done("DELETE " + at + "/lockout");
        api.done("DELETE " + at + "/totp");
        var passkey = UUID.fromString("00000000-0000-4000-8000-000000000009");
        api.on(
                "GET " + at + "/passkeys",
                AdminStub.page(
                        new PasskeyView(
                                passkey,
                                "telephone",
                                true,
                                Optional.empty(),
                                LATER,
                                Optional.of(LATER))));
        api.done("DELETE " + at + "/passkeys/" + passkey);
        api.on(
                "POST /me/totp",
                new TotpEnrolmentView(
                        "MZXW6YTBOIMZXW6YTBOIMZXW6YTBOIMZ",
                        "otpauth://totp/microauth:alice?secret=MZXW6YTBOIMZXW6YTBOIMZXW6YTBOIMZ",
                        "<svg/>"));
        var codes = new RecoveryCodesView(List.of("AAAA-BBBB-CCCC-DDDD", "EEEE-FFFF-GGGG-HHHH"));
        api.on(
                "POST /me/totp/confirm",
                body -> body.contains("123456") ? stub.json(200, codes) : tooOld());
        api.done("DELETE /me/totp");
        api.on("POST /me/recovery-codes", codes);
        api.assigned(at + "/roles", SUPPORT, role());
        api.assigned(at + "/scopes", INVOICES, scope());
        api.on("GET " + at + "/permissions", AdminStub.page(permission()));
    }

    private Said tooOld() {
        var problem =
                new ProblemView(
                        "urn:microauth:problem:insufficient-user-authentication",
                        "Again",
                        401,
                        "Sign in again.",
                        Optional.empty(),
                        "req-1");
        return new Said(401, "application/problem+json", stub.json(401, problem).body(), Map.of());
    }

    private static RoleView role() {
        return new RoleView(SUPPORT, "support", Optional.of("Answers questions"), false);
    }

    private static PermissionView permission() {
        return new PermissionView(READ, "invoices.read", Optional.empty(), false);
    }

    private static ScopeView scope() {
        return new ScopeView(INVOICES, "invoices", Optional.of("Reads invoices"), false);
    }

    private void rights() {
        api.noun("/roles", SUPPORT, "support", role());
        api.created("POST /roles", role());
        api.assigned("/roles/" + SUPPORT + "/permissions", READ, permission());
        api.noun("/permissions", READ, "invoices.read", permission());
        api.created("POST /permissions", permission());
        api.noun("/scopes", INVOICES, "invoices", scope());
        api.created("POST /scopes", scope());
        api.on(
                "POST /check-access",
                body -> Stub.json(200, Map.of("allowed", body.contains(ALICE.toString()))));
    }

    private static ClientView shop() {
        return new ClientView(
                SHOP,
                "shop",
                "The shop",
                List.of("https://shop.example.com/cb"),
                List.of(),
                List.of("authorization_code", "refresh_token"),
                "client_secret_basic",
                "openid invoices",
                Optional.empty(),
                true,
                true,
                true,
                Optional.of(300L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                List.of(),
                List.of("form_post", "query"),
                List.of(),
                List.of(),
                MADE,
                MADE);
    }

    private void clients() {
        api.noun("/clients", SHOP, "shop", shop());
        api.created("POST /clients", new ClientCreated(shop(), Optional.of("secret-shown-once")));
        var at = "/clients/" + SHOP;
        var secret = new ClientSecretView(THING, MADE, Optional.of(LATER));
        api.on("GET " + at + "/secrets", AdminStub.page(secret));
        api.created(
                "POST " + at + "/secrets", new ClientSecretCreated(secret, "secret-shown-once"));
        api.done("DELETE " + at + "/secrets/" + THING);
        var uri = new RedirectUriView(THING, "https://shop.example.com/cb");
        api.on("GET " + at + "/redirect-uris", AdminStub.page(uri));
        api.created("POST " + at + "/redirect-uris", uri);
        api.done("DELETE " + at + "/redirect-uris/" + THING);
        api.assigned(at + "/scopes", INVOICES, scope());
    }

    private void services() {
        var deployer =
                new ServiceAccountView(
                        DEPLOYER,
                        "deployer",
                        Optional.of("CI"),
                        true,
                        Optional.of(LATER),
                        MADE,
                        MADE);
        api.noun("/service-accounts", DEPLOYER, "deployer", deployer);
        api.created("POST /service-accounts", deployer);
        var at = "/service-accounts/" + DEPLOYER;
        api.on(
                "POST " + at + "/credential",
                new CredentialView("credential-shown-once", MADE, LATER));
        api.done("DELETE " + at + "/credential");
        api.done("PUT " + at + "/postgres-credentials");
        api.on(
                "GET " + at + "/postgres-credentials",
                new PostgresCredentials("db", 5432, "shop", "shop", "pass"));
        api.done("DELETE " + at + "/postgres-credentials");
        api.on(
                "GET /postgres-credentials",
                AdminStub.page(
                        new PostgresCredentialsView(
                                DEPLOYER, "deployer", "db", 5432, "shop", "shop", MADE)));
        api.assigned(at + "/roles", SUPPORT, role());
        api.assigned(at + "/scopes", INVOICES, scope());
        api.on("GET " + at + "/permissions", AdminStub.page(permission()));
    }

    private void held() {
        var session =
                new SessionView(
                        THING,
                        "auth",
                        ALICE,
                        "alice",
                        Optional.of("shop"),
                        List.of("pwd", "otp"),
                        Optional.of("192.0.2.7"),
                        Optional.of("Browser\u0007/1"),
                        MADE,
                        MADE,
                        Optional.of(LATER),
                        LATER);
        var family =
                new RefreshTokenView(
                        THING,
                        "auth",
                        ALICE,
                        "alice",
                        Optional.of("shop"),
                        Optional.empty(),
                        "openid",
                        MADE,
                        MADE,
                        LATER);
        for (var each : List.of("/sessions", "/refresh-tokens")) {
            Record view = each.equals("/sessions") ? session : family;
            api.on("GET " + each, AdminStub.page(view));
            api.on("GET " + each + "/" + THING, view);
            api.done("DELETE " + each + "/" + THING);
            api.on("POST " + each + "/purge", new PurgeResult(12));
        }
    }

    private void care() {
        var event =
                new AuditEventView(
                        THING,
                        MADE,
                        new Reference("user", Optional.of("root")),
                        "user.create",
                        Optional.of(new Reference("user", Optional.of(ALICE.toString()))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("192.0.2.7"),
                        Optional.empty(),
                        Optional.of("req-1"),
                        "done",
                        "username=alice",
                        1,
                        17);
        api.on("GET /audit-events", AdminStub.page(event));
        api.on("GET /audit-events/" + THING, event);
        api.on(
                "GET /audit-events/export",
                new Said(
                        200,
                        "application/jsonl",
                        "{\"action\":\"user.create\"}\n{\"action\":\"sign\u202ein\"}\n",
                        Map.of()));
        api.on(
                "POST /audit-events/verify",
                new AuditVerification(
                        true, 17, Optional.empty(), Optional.empty(), Optional.empty()));
        api.on("POST /audit-events/purge", new PurgeResult(3));
        api.done("DELETE /access-tokens/" + THING);
        var key =
                new KeyView(
                        "kid-1",
                        "auth",
                        "ES256",
                        "current",
                        MADE,
                        Optional.of(MADE),
                        Optional.empty());
        api.on("GET /keys", AdminStub.page(key));
        api.on("POST /keys/rotate", AdminStub.page(key));
        api.done("POST /keys/kid-1/retire");
        api.on("GET /settings", AdminStub.page(new SettingView("auth-port", "9040", "default")));
        api.on(
                "GET /stats",
                new StatsView(
                        "1.2.3",
                        MADE,
                        1,
                        1,
                        1,
                        3,
                        20,
                        12,
                        4,
                        5,
                        17,
                        List.of(new DayView("2026-11-21", 9, 1))));
    }

    private void tokens() {
        api.on(
                "GET /me",
                new AdminView(
                        ALICE, "user", "alice", List.of("MadAdmin"), List.of("users.read"), LATER));
        stub.on("POST /token", World::token);
        stub.on("POST /logout", Said.nothing(204));
        stub.on("POST /revoke", Said.nothing(200));
        api.on("POST /introspect", Stub.json(200, Map.of("active", true)));
    }

    private static Said token(String form) {
        if (form.contains("username=mfa") && !form.contains("totp_code=")) {
            return Stub.json(400, Map.of("error", "mfa_required"));
        }
        if (form.contains("wrong")) {
            return Stub.json(400, Map.of("error", "invalid_grant"));
        }
        return Stub.json(
                200,
                Map.of(
                        "access_token", "access.token.here",
                        "token_type", "Bearer",
                        "expires_in", 900,
                        "refresh_token", "refresh-token"));
    }

    /// A token of the form that the auth port gives; nobody signed it.
    static String unsignedToken() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var header = "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"kid-1\"}";
        var claims = "{\"iss\":\"http://localhost:9040\",\"sub\":\"report\",\"exp\":1795342800}";
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
