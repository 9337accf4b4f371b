package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.KeyRotation;
import dev.microauth.api.KeyView;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.key.RingKey;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/keys`: the signing keys of both ports, without the keys.
final class KeysResource implements Resource {
    private final KeyRings keys;

    KeysResource(KeyRings keys) {
        this.keys = keys;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/keys", AdminPermission.KEYS_READ, "Lists the signing keys.")
                        .list(KeyView.class)
                        .by(this::list),
                Operation.post("/keys/rotate", AdminPermission.KEYS_WRITE, "Replaces signing keys.")
                        .describing(
                                "Of one algorithm, or of all of a ring; what the old ones signed goes on to verify."
                                        + " Answers the keys of both rings as they stand then.")
                        .takes(KeyRotation.class)
                        .list(KeyView.class)
                        .by(this::rotate),
                Operation.post(
                                "/keys/{kid}/retire",
                                AdminPermission.KEYS_WRITE,
                                "Takes a key out of use at once.")
                        .describing(
                                "For a key that others may know: nothing that it signed is believed any more. A key in"
                                        + " use is replaced in the same act.")
                        .by(this::retire));
    }

    private Response list(AdminCall call) {
        var all =
                Stream.of(Ring.values()).flatMap(ring -> keys.ring(ring).keys().stream()).toList();
        return call.page(
                WholeList.page(all, call.page(), key -> key.key().keyId()), KeysResource::view);
    }

    private Response rotate(AdminCall call) {
        var wanted = call.body(KeyRotation.class);
        Ring ring = Rings.of(wanted.ring());
        wanted.algorithm()
                .ifPresentOrElse(
                        name -> keys.rotate(ring, algorithm(ring, name), call.actor()),
                        () -> keys.rotate(ring, call.actor()));
        return list(call);
    }

    private Response retire(AdminCall call) {
        String kid = call.path("kid");
        if (!keys.drop(kid, call.actor())) {
            throw new NotFound("key", kid);
        }
        return call.noContent();
    }

    private static Algorithm algorithm(Ring ring, String name) {
        return ring.algorithms().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new Invalid(
                                "algorithm",
                                "is none of this ring, which has "
                                        + ring.algorithms().stream()
                                                .map(Algorithm::name)
                                                .collect(Collectors.joining(", "))));
    }

    private static KeyView view(RingKey key) {
        return new KeyView(
                key.key().keyId(),
                key.ring().label(),
                key.key().algorithm().name(),
                key.state().label(),
                key.createdAt(),
                key.activatedAt(),
                key.retiredAt());
    }
}
