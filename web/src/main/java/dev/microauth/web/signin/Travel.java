package dev.microauth.web.signin;

import dev.microauth.authorize.Progress;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.secret.Digest;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Goals and stages as they travel with a browser, since nothing is stored of whoever has proved nothing. A goal is
/// sealed for everybody: it says no more than the link that anybody could have made. A stage is sealed for one browser
/// and one goal.
final class Travel {
    /// How much a goal may hold: a request line has to carry it.
    static final int MOST = 4096;

    private static final Duration GOAL = Duration.ofDays(1);
    private static final Duration STAGE = Duration.ofMinutes(30);
    private static final Secret EVERYBODY = Secret.of("everybody");

    private final SealedState states;
    private final Ring ring;
    private final InstantSource clock;

    Travel(SealedState states, Ring ring, InstantSource clock) {
        this.states = states;
        this.ring = ring;
        this.clock = clock;
    }

    /// Empty when it is more than a request can carry.
    Optional<String> seal(Goal goal) {
        byte[] content = Json.exact(members(goal)).getBytes(StandardCharsets.UTF_8);
        return content.length > MOST
                ? Optional.empty()
                : Optional.of(
                        states.seal(
                                "goal " + ring.label(),
                                EVERYBODY,
                                content,
                                clock.instant().plus(GOAL)));
    }

    Optional<Goal> goal(String sealed) {
        return states.open("goal " + ring.label(), EVERYBODY, sealed, clock.instant())
                .flatMap(Travel::members)
                .map(Travel::goal);
    }

    String seal(Stage stage, String goal, Secret holder) {
        return states.seal(
                purpose(goal),
                holder,
                Json.exact(members(stage)).getBytes(StandardCharsets.UTF_8),
                clock.instant().plus(STAGE));
    }

    Optional<Stage> stage(String sealed, String goal, Secret holder) {
        return states.open(purpose(goal), holder, sealed, clock.instant())
                .flatMap(Travel::members)
                .map(Travel::stage);
    }

    private String purpose(String goal) {
        return "stage " + ring.label() + " " + HexFormat.of().formatHex(Digest.sha256(goal));
    }

    private static Map<String, Object> members(Goal goal) {
        var members = new LinkedHashMap<String, Object>();
        switch (goal) {
            case Goal.Authorization(var parameters) -> members.put("authorization", parameters);
            case Goal.Place place -> {
                members.put("path", place.path());
                members.put("again", place.again());
                place.asked().ifPresent(asked -> members.put("asked", asked.acr()));
                place.leadsTo().ifPresent(address -> members.put("leads_to", address));
                place.name().ifPresent(name -> members.put("name", name));
            }
        }
        return members;
    }

    private static Goal goal(Map<String, Object> members) {
        if (members.get("authorization") instanceof Map<?, ?> parameters) {
            var texts = new LinkedHashMap<String, String>();
            parameters.forEach(
                    (name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
            return new Goal.Authorization(texts);
        }
        return new Goal.Place(
                text(members, "path").orElseThrow(),
                Boolean.TRUE.equals(members.get("again")),
                text(members, "asked").flatMap(Assurance::find),
                text(members, "leads_to"),
                text(members, "name"));
    }

    private static Map<String, Object> members(Stage stage) {
        var members = new LinkedHashMap<String, Object>();
        members.put("started_at", stage.progress().startedAt().toEpochMilli());
        members.put("chosen", stage.progress().chosen());
        stage.progress().proof().ifPresent(proof -> members.put("proof", proof));
        members.put("another", stage.another());
        stage.half().ifPresent(half -> members.put("half", half));
        stage.shown().ifPresent(shown -> members.put("shown", shown));
        return members;
    }

    private static Stage stage(Map<String, Object> members) {
        Instant startedAt =
                Instant.ofEpochMilli(
                        members.get("started_at") instanceof Long millis ? millis : 0L);
        return new Stage(
                new Progress(
                        startedAt,
                        Boolean.TRUE.equals(members.get("chosen")),
                        text(members, "proof")),
                Boolean.TRUE.equals(members.get("another")),
                text(members, "half"),
                text(members, "shown"));
    }

    private static Optional<Map<String, Object>> members(byte[] content) {
        try {
            return Optional.of(Json.object(content, Limits.TOKEN));
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
