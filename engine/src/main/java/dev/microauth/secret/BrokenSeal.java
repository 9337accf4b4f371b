package dev.microauth.secret;

import dev.microauth.problem.AuthException.OutOfService;

/// A sealed value did not open: another key, another place, or a changed byte.
public final class BrokenSeal extends OutOfService {
    private static final long serialVersionUID = 1;

    BrokenSeal(Place place) {
        super(
                "the sealed "
                        + place.column()
                        + " in "
                        + place.table()
                        + " does not open with this key");
    }
}
