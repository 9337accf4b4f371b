package dev.microauth.web.pages;

import dev.microauth.access.Scope;
import dev.microauth.access.Scopes;

/// What scopes let a client do, for people: ours in their language, those that an administrator made in theirs.
public record ScopeWords(Scopes scopes) {
    public String of(Texts texts, String scope) {
        return switch (scope) {
            case "openid" -> texts.say("consent.openid");
            case "profile" -> texts.say("consent.profile");
            case "email" -> texts.say("consent.email");
            case "address" -> texts.say("consent.address");
            case "phone" -> texts.say("consent.phone");
            case "groups" -> texts.say("consent.groups");
            case "offline_access" -> texts.say("consent.offline");
            default -> scopes.find(scope).flatMap(Scope::description).orElse(scope);
        };
    }
}
