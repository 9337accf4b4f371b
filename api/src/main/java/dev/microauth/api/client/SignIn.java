package dev.microauth.api.client;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks the token endpoint of a port: of the admin port as an administrator, of the auth port as a client.
public final class SignIn {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final Answers answers = new Answers();

    public SignIn(Connection connection) {
        this.connection = connection;
    }

    /// A person signs in at the admin port.
    ///
    /// @throws SignInRefused with `mfa_required` when the password is right and a code is missing
    public TokenAnswer password(String username, String password, Optional<String> totpCode) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("username", username);
        form.put("password", password);
        totpCode.ifPresent(code -> form.put("totp_code", code));
        return token(form);
    }

    /// What the port says of itself.
    public PortMetadata metadata() {
        var answer =
                connection.send(
                        connection
                                .request("/.well-known/oauth-authorization-server", PATIENCE)
                                .GET()
                                .build());
        if (answer.statusCode() != 200) {
            throw answers.refusal(answer.statusCode(), answer.headers(), answer.body());
        }
        return answers.record(PortMetadata.class, answer.body());
    }

    /// A code that came back to a public client buys tokens, once (RFC 6749 §4.1.3).
    ///
    /// @param verifier of the challenge that the code was asked for with (RFC 7636 §4.5)
    public TokenAnswer authorizationCode(
            String clientId, String code, String redirectUri, String verifier) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        return token(form);
    }

    /// A refresh token buys the next tokens, once.
    public TokenAnswer refresh(String refreshToken) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return token(form);
    }

    /// A service account signs in with its credential, or a client with its secret.
    ///
    /// @param scope separated by spaces; all that it may have where this is empty
    public TokenAnswer clientCredentials(String id, String secret, Optional<String> scope) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", id);
        form.put("client_secret", secret);
        scope.ifPresent(some -> form.put("scope", some));
        return token(form);
    }

    /// Ends a token of the auth port (RFC 7009). A token that nobody knows is as good as ended.
    public void revoke(String token, String clientId, String secret) {
        var form = new LinkedHashMap<String, String>();
        form.put("token", token);
        form.put("client_id", clientId);
        form.put("client_secret", secret);
        var answer = post("/revoke", form);
        if (answer.statusCode() != 200) {
            throw answers.signInRefusal(answer.statusCode(), answer.headers(), answer.body());
        }
    }

    /// Ends the session of an access token with every token of it. One that is over already is as good as ended.
    public void end(String accessToken) {
        var answer =
                connection.send(
                        connection
                                .request("/logout", PATIENCE)
                                .header("Authorization", "Bearer " + accessToken)
                                .POST(BodyPublishers.noBody())
                                .build());
        if (answer.statusCode() != 204 && answer.statusCode() != 401) {
            throw answers.signInRefusal(answer.statusCode(), answer.headers(), answer.body());
        }
    }

    private TokenAnswer token(Map<String, String> form) {
        var answer = post("/token", form);
        if (answer.statusCode() != 200) {
            throw answers.signInRefusal(answer.statusCode(), answer.headers(), answer.body());
        }
        return answers.record(TokenAnswer.class, answer.body());
    }

    private HttpResponse<byte[]> post(String path, Map<String, String> form) {
        var body =
                form.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return connection.send(
                connection
                        .request(path, PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
