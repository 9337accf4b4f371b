package dev.microauth.system;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Puts people and clients into a running house, over the admin API.
final class Registrar {
    private final AuthPort auth;
    private final String api;
    private final Credentials house;
    private final String token;

    Registrar(Shared.House shared) throws IOException {
        String admin = shared.daemon().ports().adminIssuer();
        this.auth = shared.auth();
        this.api = admin + "/api/v1";
        this.house = shared.household().house();
        this.token =
                auth.http()
                        .post(
                                admin + "/token",
                                List.of(
                                        "username",
                                        Household.ADMIN,
                                        "password",
                                        Household.PASSWORD))
                        .text("access_token");
    }

    /// Somebody with the password of the household.
    record Person(String id, String name) {}

    Person person() throws IOException {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> wanted =
                Map.of(
                        "username",
                        name,
                        "email",
                        name + "@example.com",
                        "name",
                        "Paula Parker",
                        "password",
                        Household.PASSWORD);
        return new Person(call(201, "POST", "/users", wanted).text("id"), name);
    }

    /// A client that may use the code flow and refresh what it got.
    ///
    /// @param more members over the usual ones
    Credentials client(String redirectUri, Map<String, Object> more) throws IOException {
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("client_id", "c" + UUID.randomUUID().toString().substring(0, 8));
        wanted.put("grant_types", List.of("authorization_code", "refresh_token"));
        wanted.put("redirect_uris", List.of(redirectUri));
        wanted.put("scope", "openid profile email offline_access");
        wanted.put("is_first_party", true);
        wanted.putAll(more);
        var created = call(201, "POST", "/clients", wanted).json();
        return new Credentials(
                String.valueOf(created.get("client_id")),
                created.get("client_secret") instanceof String secret ? secret : "");
    }

    /// A public client of the house.
    Credentials app(String redirectUri) throws IOException {
        return client(redirectUri, Map.of("token_endpoint_auth_method", "none"));
    }

    /// Enrols an authenticator app for somebody; uses up the code before the present one.
    Codes enrolTotp(Person person) throws IOException {
        String bearer = "Bearer " + tokenOf(person);
        Answer begun =
                auth.http().json("POST", auth.issuer() + "/me/totp", "{}", "Authorization", bearer);
        String secret = begun.text("secret");
        String first = new Codes(secret, List.of()).last();
        Answer confirmed =
                auth.http()
                        .json(
                                "POST",
                                auth.issuer() + "/me/totp/confirm",
                                "{\"totp_code\":\"" + first + "\"}",
                                "Authorization",
                                bearer);
        if (confirmed.status() != 200) {
            throw new AssertionError("not confirmed: " + confirmed);
        }
        var recovery = (List<?>) confirmed.json().get("recovery_codes");
        return new Codes(secret, recovery.stream().map(String::valueOf).toList(), first);
    }

    void role(String name) throws IOException {
        call(201, "POST", "/roles", Map.of("name", name));
    }

    /// A token of somebody, by a client of the house that may ask for their password.
    String tokenOf(Person person) throws IOException {
        return auth.password(house, person.name(), Household.PASSWORD).text("access_token");
    }

    Answer call(int expected, String method, String path, Map<String, Object> body)
            throws IOException {
        String text = body.isEmpty() ? "" : JSONObjectUtils.toJSONString(body);
        Answer answer =
                auth.http().json(method, api + path, text, "Authorization", "Bearer " + token);
        if (answer.status() != expected) {
            throw new AssertionError(method + " " + path + " answered " + answer);
        }
        return answer;
    }
}
