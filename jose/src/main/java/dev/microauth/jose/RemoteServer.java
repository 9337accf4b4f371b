package dev.microauth.jose;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The server that issues the tokens: where its keys are, and where it tells of revocations.
final class RemoteServer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration UNSAID = Duration.ofMinutes(5);

    private final URI issuer;
    private final String exactIssuer;
    private final Optional<URI> keySet;
    private final Fetch fetch;

    /// @param keySet where the keys are; found by discovery where it is empty
    RemoteServer(String exactIssuer, Optional<URI> keySet, Fetch fetch) {
        this.issuer = WebAddress.require(exactIssuer, "issuer");
        // RFC 8414 §2.
        if (issuer.getRawQuery() != null) {
            throw new IllegalArgumentException("An issuer has no query.");
        }
        keySet.filter(uri -> !WebAddress.mayLeadTo(issuer, uri))
                .ifPresent(uri -> {
                    throw new IllegalArgumentException(
                            "The keys of an https issuer are not read over http.");
                });
        this.exactIssuer = exactIssuer;
        this.keySet = keySet;
        this.fetch = fetch;
    }

    /// Keys, and for how long they need not be asked for again.
    record Keys(JwkSet set, Duration fresh) {}

    /// @param anew past every cache on the way
    Keys keys(boolean anew) throws Unreachable {
        URI from = keySet.isPresent() ? keySet.get() : member(discovered(), "jwks_uri");
        Fetch.Reply reply =
                anew ? fetch.anew(from, PATIENCE) : fetch.get(from, Optional.empty(), PATIENCE);
        JwkSet set;
        try {
            set = JwkSet.parse(new String(reply.body(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Unreachable(from.getAuthority() + " has no key set: " + e.getMessage());
        }
        if (set.keys().isEmpty()) {
            throw new Unreachable(from.getAuthority() + " has a key set without a key of use");
        }
        return new Keys(set, bounded(reply.maxAge().orElse(UNSAID)));
    }

    /// What it tells of revocations behind the query.
    byte[] revocations(String query, String authorization, Duration patience) throws Unreachable {
        URI from =
                keySet.isPresent()
                        ? URI.create(withoutSlash() + "/revocations")
                        : member(discovered(), "revocation_feed_uri");
        URI asked = URI.create(from + (from.getRawQuery() == null ? "?" : "&") + query);
        return fetch.get(asked, Optional.of(authorization), patience).body();
    }

    private Map<String, Object> discovered() throws Unreachable {
        URI from = URI.create(withoutSlash() + "/.well-known/openid-configuration");
        Map<String, Object> metadata;
        try {
            metadata = Json.object(fetch.get(from, Optional.empty(), PATIENCE).body(), Limits.BODY);
        } catch (MalformedJson e) {
            throw new Unreachable(issuer.getAuthority() + " has no metadata: " + e.getMessage());
        }
        // OpenID Connect Discovery §4.3: the very issuer that was asked, or somebody else speaks
        // for it.
        if (!exactIssuer.equals(metadata.get("issuer"))) {
            throw new Unreachable(
                    "the metadata of " + issuer.getAuthority() + " name another issuer");
        }
        return metadata;
    }

    private URI member(Map<String, Object> metadata, String name) throws Unreachable {
        if (metadata.get(name) instanceof String text) {
            return WebAddress.find(text)
                    .filter(uri -> WebAddress.mayLeadTo(issuer, uri))
                    .orElseThrow(
                            () -> new Unreachable("\"" + name + "\" is no address to be trusted"));
        }
        throw new Unreachable(
                "the metadata of " + issuer.getAuthority() + " have no \"" + name + "\"");
    }

    private String withoutSlash() {
        return exactIssuer.endsWith("/")
                ? exactIssuer.substring(0, exactIssuer.length() - 1)
                : exactIssuer;
    }

    private static Duration bounded(Duration said) {
        return said.compareTo(SHORTEST) < 0
                ? SHORTEST
                : said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }
}
