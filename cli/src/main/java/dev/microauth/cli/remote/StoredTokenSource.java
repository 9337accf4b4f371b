package dev.microauth.cli.remote;

import dev.microauth.api.client.SignIn;
import dev.microauth.api.client.SignInRefused;
import dev.microauth.api.client.TokenAnswer;
import dev.microauth.api.client.TokenSource;
import dev.microauth.cli.store.StoredTokens;
import dev.microauth.cli.store.TokenStore;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Terminal;
import java.util.Optional;

/// The tokens of the last sign-in, renewed without a word while the server lets them be.
final class StoredTokenSource implements TokenSource {
    private static final long SHORTEST_LIFETIME = 60;

    private final String adminUrl;
    private final TokenStore store;
    private final SignIn signIn;
    private final Terminal terminal;

    StoredTokenSource(String adminUrl, TokenStore store, SignIn signIn, Terminal terminal) {
        this.adminUrl = adminUrl;
        this.store = store;
        this.signIn = signIn;
        this.terminal = terminal;
    }

    /// What an answer of the token endpoint is worth keeping of.
    static StoredTokens kept(String username, TokenAnswer answer, Terminal terminal) {
        long seconds = answer.expiresIn().orElse(SHORTEST_LIFETIME);
        return new StoredTokens(
                username,
                answer.accessToken(),
                terminal.now().plusSeconds(seconds),
                answer.refreshToken());
    }

    @Override
    public String current() {
        var tokens = store.find(adminUrl, terminal).orElseThrow(this::nobody);
        if (tokens.isFresh(terminal.now())) {
            return tokens.accessToken();
        }
        return renewed(tokens.accessToken()).orElseThrow(this::over);
    }

    @Override
    public Optional<String> after(String refused) {
        return renewed(refused);
    }

    /// Another token than this one: what another mad has got meanwhile, or what the refresh token buys.
    private Optional<String> renewed(String old) {
        return store.exclusively(() -> {
            var tokens = store.find(adminUrl).orElseThrow(this::nobody);
            if (!tokens.accessToken().equals(old) && tokens.isFresh(terminal.now())) {
                return Optional.of(tokens.accessToken());
            }
            return tokens.refreshToken().flatMap(refresh -> bought(tokens.username(), refresh));
        });
    }

    private Optional<String> bought(String username, String refreshToken) {
        try {
            var fresh = kept(username, signIn.refresh(refreshToken), terminal);
            store.put(adminUrl, fresh);
            return Optional.of(fresh.accessToken());
        } catch (SignInRefused refused) {
            if (refused.error().equals("invalid_grant")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private CommandFailure nobody() {
        return new CommandFailure(
                ExitCode.NOT_SIGNED_IN,
                "nobody is signed in to " + adminUrl,
                "Sign in with mad session login.");
    }

    private CommandFailure over() {
        return new CommandFailure(
                ExitCode.NOT_SIGNED_IN,
                "the sign-in to " + adminUrl + " is over",
                "Sign in again with mad session login.");
    }
}
