package dev.microauth.authorize;

import dev.microauth.claim.StandardClaims;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.oauth.OAuthRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the `claims` parameter (OpenID Connect Core §5.5). Claims that this server does not know are left out, as the
/// section asks; nothing that is asked for by name is an error, essential or not, save `sub` and `acr`.
final class ClaimsParameter {
    private ClaimsParameter() {}

    /// Throws [OAuthRefusal] `invalid_request` for what is no object of objects.
    static RequestedClaims parse(String json) {
        Map<String, Object> all = read(json);
        Map<String, Object> idToken = member(all, "id_token");
        Map<String, Object> userinfo = member(all, "userinfo");
        return new RequestedClaims(
                known(idToken), known(userinfo), subject(idToken, userinfo), acr(idToken));
    }

    private static List<String> known(Map<String, Object> members) {
        return members.keySet().stream()
                .filter(name -> StandardClaims.scopeOf(name).isPresent())
                .toList();
    }

    private static Optional<String> subject(
            Map<String, Object> idToken, Map<String, Object> userinfo) {
        for (Map<String, Object> each : List.of(idToken, userinfo)) {
            if (member(each, "sub").get("value") instanceof String subject) {
                return Optional.of(subject);
            }
        }
        return Optional.empty();
    }

    // OpenID Connect Core §5.5.1.1: an essential acr has to be met, or it is an error.
    private static List<String> acr(Map<String, Object> idToken) {
        Map<String, Object> request = member(idToken, "acr");
        if (!Boolean.TRUE.equals(request.get("essential"))) {
            return List.of();
        }
        var values = new ArrayList<String>();
        if (request.get("value") instanceof String one) {
            values.add(one);
        }
        if (request.get("values") instanceof List<?> several) {
            for (Object each : several) {
                if (each instanceof String text) {
                    values.add(text);
                }
            }
        }
        return values;
    }

    /// An object; empty where the member is null or missing.
    private static Map<String, Object> member(Map<String, Object> members, String name) {
        Object value = members.getOrDefault(name, Optional.empty());
        if (value instanceof Map<?, ?> map) {
            var read = new LinkedHashMap<String, Object>();
            map.forEach((key, content) -> read.put(String.valueOf(key), content));
            return read;
        }
        if (value instanceof Optional<?>) {
            return Map.of();
        }
        throw malformed();
    }

    private static Map<String, Object> read(String json) {
        try {
            return Json.object(json, Limits.BODY);
        } catch (MalformedJson e) {
            throw malformed();
        }
    }

    private static OAuthRefusal malformed() {
        return OAuthRefusal.invalidRequest("The parameter claims is no JSON object of claims.");
    }
}
