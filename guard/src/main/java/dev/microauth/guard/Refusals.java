package dev.microauth.guard;

import dev.microauth.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The words of every refusal. Nothing of the request is in them.
final class Refusals {
    private final String challenge;
    private final Verdict.Refused nothingShown;
    private final Verdict.Refused malformed;
    private final Verdict.Refused badToken;
    private final Verdict.Refused undecided;
    private final Verdict.Refused closed;

    Refusals(String realm) {
        if (!realm.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '"' && c != '\\')) {
            throw new IllegalArgumentException(
                    "a realm is printable ASCII without quotation mark and backslash");
        }
        challenge = "Bearer realm=\"" + realm + "\"";
        nothingShown = new Verdict.Refused(401, Optional.of(challenge), "{}");
        malformed =
                refused(
                        400,
                        "invalid_request",
                        "Send one Authorization header: Bearer and one access token.",
                        "");
        badToken =
                refused(
                        401,
                        "invalid_token",
                        "The access token is expired, revoked or not for this application.",
                        "");
        undecided =
                new Verdict.Refused(
                        503,
                        Optional.empty(),
                        body(
                                "temporarily_unavailable",
                                "Whether the access token is good cannot be told now. Try again."));
        closed =
                new Verdict.Refused(
                        403, Optional.empty(), body("access_denied", "This is open to nobody."));
    }

    Verdict.Refused nothingShown() {
        return nothingShown;
    }

    Verdict.Refused malformed() {
        return malformed;
    }

    Verdict.Refused badToken() {
        return badToken;
    }

    Verdict.Refused undecided() {
        return undecided;
    }

    Verdict.Refused closed() {
        return closed;
    }

    /// RFC 6750 §3.1: with the scopes that would do.
    Verdict.Refused lackingScope(GuardRule.Ask ask) {
        return refused(
                403,
                "insufficient_scope",
                "The access token lacks a scope that this needs.",
                scopes(ask));
    }

    /// No scope would help: it is the caller who may not. Which role would is nobody's business.
    Verdict.Refused lackingRight(GuardRule.Ask ask) {
        return refused(
                403,
                "insufficient_scope",
                "Whoever the access token speaks for may not do this.",
                scopes(ask));
    }

    /// Nothing where the rule asks for none: the verifier may have been told to ask for more than it does.
    private static String scopes(GuardRule.Ask ask) {
        return ask.scopes().isEmpty()
                ? ""
                : ", scope=\"" + String.join(" ", new TreeSet<>(ask.scopes())) + "\"";
    }

    private Verdict.Refused refused(int status, String error, String description, String more) {
        String told =
                challenge
                        + ", error=\""
                        + error
                        + "\", error_description=\""
                        + description
                        + "\""
                        + more;
        return new Verdict.Refused(status, Optional.of(told), body(error, description));
    }

    private static String body(String error, String description) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        return Json.text(members);
    }
}
