package dev.microauth.cli.remote;

import dev.microauth.api.client.SignIn;
import dev.microauth.api.client.SignInRefused;
import dev.microauth.api.client.TokenAnswer;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Surroundings;
import dev.microauth.cli.terminal.Terminal;
import dev.microauth.text.Printable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A sign-in at the pages of the admin port, in a browser on this machine: the way in for those whose proof is nothing
/// that can be typed here. The answer comes back to the loopback interface (RFC 8252).
final class BrowserSignIn {
    private static final String CLIENT = "mad";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SignIn port;
    private final Terminal terminal;
    private final Browser browser;

    BrowserSignIn(SignIn port, Terminal terminal, Surroundings surroundings) {
        this.port = port;
        this.terminal = terminal;
        this.browser = new Browser(surroundings);
    }

    TokenAnswer run() {
        var metadata = port.metadata();
        var page = metadata.authorizationEndpoint().flatMap(BrowserSignIn::page);
        if (page.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "this server has no page to sign in at",
                    "Sign in with mad session login, without --browser.");
        }
        var key = ProofKey.fresh();
        var state = ProofKey.random();
        try (var loopback = Loopback.open(state)) {
            show(address(page.get(), loopback.redirectUri(), state, key));
            var answer = loopback.await(PATIENCE).orElseThrow(BrowserSignIn::nobodyCame);
            return redeem(code(answer, metadata.issuer()), loopback.redirectUri(), key);
        }
    }

    /// What is said of a refused password would be no help here.
    private TokenAnswer redeem(String code, String redirectUri, ProofKey key) {
        try {
            return port.authorizationCode(CLIENT, code, redirectUri, key.verifier());
        } catch (SignInRefused refused) {
            throw switch (refused.error()) {
                case "invalid_grant" ->
                        new CommandFailure(
                                ExitCode.NOT_SIGNED_IN,
                                "the server does not take the code that it gave",
                                "Sign in again with mad session login --browser.");
                case "mfa_required" ->
                        new CommandFailure(
                                ExitCode.NOT_SIGNED_IN, Printable.of(refused.description(), 500));
                default -> refused;
            };
        }
    }

    /// Nothing but a page of the web is ever handed to a browser.
    private static Optional<URI> page(String text) {
        try {
            var page = URI.create(text);
            boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
            return Optional.of(page)
                    .filter(_ -> web && page.getHost() != null && page.getRawQuery() == null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static URI address(URI page, String redirectUri, String state, ProofKey key) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", CLIENT);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("state", state);
        parameters.put("code_challenge", key.challenge());
        parameters.put("code_challenge_method", "S256");
        return URI.create(
                page
                        + "?"
                        + parameters.entrySet().stream()
                                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                                .collect(Collectors.joining("&")));
    }

    private void show(URI address) {
        if (browser.open(address)) {
            terminal.note("Sign in in your browser. If no page came up, open this address there:");
            terminal.note("  " + address);
        } else {
            terminal.warn("no browser could be opened: open this address in one on this machine");
            terminal.warn(address.toString());
        }
    }

    private static String code(Map<String, String> answer, String issuer) {
        // RFC 9207 §2.4: an answer of another server is not sent to this one.
        if (!issuer.equals(answer.get("iss"))) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the answer came from another server than the one that was asked",
                    "Sign in again, and look at the address in the browser.");
        }
        return Optional.ofNullable(answer.get("code"))
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.NOT_SIGNED_IN,
                                "nobody was signed in: " + reason(answer),
                                "Sign in again with mad session login --browser."));
    }

    private static String reason(Map<String, String> answer) {
        return Optional.ofNullable(answer.get("error_description"))
                .or(() -> Optional.ofNullable(answer.get("error")))
                .map(text -> Printable.of(text, 200).replaceFirst("\\.$", ""))
                .orElse("the answer holds no code");
    }

    private static CommandFailure nobodyCame() {
        return new CommandFailure(
                ExitCode.NOT_SIGNED_IN,
                "nobody signed in within " + PATIENCE.toMinutes() + " minutes",
                "Sign in again with mad session login --browser.");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
