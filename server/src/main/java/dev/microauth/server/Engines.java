package dev.microauth.server;

import dev.microauth.MicroAuth;
import dev.microauth.MicroAuthBuilder;
import dev.microauth.passkey.PasskeyRules;
import dev.microauth.password.Argon2Cost;
import dev.microauth.password.HashLimits;
import dev.microauth.password.NativeCrypto;
import dev.microauth.password.PasswordPolicy;
import dev.microauth.server.settings.Attestation;
import dev.microauth.server.settings.Settings;
import dev.microauth.token.Issuers;
import dev.microauth.token.Lifetimes;
import java.nio.file.Path;
import java.time.Duration;

/// From the daemon's settings to an engine.
final class Engines {
    private static final int WAITING_SIGN_INS = 1_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private Engines() {}

    /// An engine over a directory that holds a database.
    static MicroAuthBuilder existing(Path data, Settings settings) {
        return any(data, settings).existing();
    }

    /// An engine over a directory that may have to be made.
    static MicroAuthBuilder any(Path data, Settings settings) {
        var argon2 = settings.passwords().argon2();
        var builder =
                MicroAuth.builder()
                        .persistTo(data)
                        .issuers(issuers(settings))
                        .lifetimes(lifetimes(settings.lifetimes()))
                        .auditRetention(settings.lifetimes().auditRetention())
                        .argon2(
                                new Argon2Cost(
                                        argon2.memoryKib(),
                                        argon2.iterations(),
                                        argon2.parallelism()),
                                new HashLimits(
                                        argon2.concurrency(), WAITING_SIGN_INS, LONGEST_WAIT))
                        .passwordPolicy(policy(settings.passwords().minLength()))
                        .requireAdminMfa(settings.passwords().requireAdminMfa())
                        .passkeys(passkeys(settings))
                        .nativeCrypto(NativeCrypto.allowed(data.resolve("native")))
                        .masterKeyFile(settings.storage().masterKeyFile(data));
        settings.network()
                .rateLimit()
                .ifPresent(rate -> builder.rateLimit(rate.most(), rate.per()));
        return settings.storage().plaintextDatabase() ? builder.plaintextDatabase() : builder;
    }

    private static Issuers issuers(Settings settings) {
        return new Issuers(
                settings.auth().issuerAt(settings.auth().port()).toString(),
                settings.admin().issuerAt(settings.admin().port()).toString());
    }

    private static PasskeyRules passkeys(Settings settings) {
        var issuers = issuers(settings);
        return PasskeyRules.of(
                issuers.auth(),
                issuers.admin(),
                settings.passkeys().configuredRpId(),
                settings.passkeys().attestation() == Attestation.REQUIRED);
    }

    private static Lifetimes lifetimes(Settings.Lifetimes from) {
        return new Lifetimes(
                from.accessToken(),
                from.adminToken(),
                from.adminSession(),
                from.refreshTokenIdle(),
                from.refreshToken(),
                from.tokenRowsKept(),
                Lifetimes.DEFAULT.serviceCredential(),
                from.session(),
                from.sessionIdle());
    }

    private static PasswordPolicy policy(int minimum) {
        return new PasswordPolicy(minimum, PasswordPolicy.DEFAULT.minimumWithSecondFactor());
    }
}
