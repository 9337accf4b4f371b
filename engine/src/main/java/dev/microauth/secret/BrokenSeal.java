package dev.microauth.secret;

import dev.microauth.problem.AuthException.OutOfService;

/// A sealed value did not open: another key, another place, or a changed byte.
public class BrokenSeal extends OutOfService {
    private static final long serialVersionUID = 1;

    BrokenSeal(Place place) {
        super(
                "the sealed "
                        + place.column()
                        + " in "
                        + place.table()
                        + " does not open with this key");
    }

    /// The value names a key that is not known. Where keys go, it may have been sealed anew since it was read.
    public static final class KeyGone extends BrokenSeal {
        private static final long serialVersionUID = 1;

        KeyGone(Place place) {
            super(place);
        }
    }
}
