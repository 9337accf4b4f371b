package dev.microauth.secret;

/// A sealed value did not open: another key, another place, or a changed byte.
public final class BrokenSeal extends RuntimeException {
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
