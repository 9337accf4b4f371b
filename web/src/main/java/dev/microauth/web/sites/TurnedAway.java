package dev.microauth.web.sites;

import dev.microauth.site.ProtectedSite;
import dev.microauth.site.SiteRefusals;
import dev.microauth.site.Standing;
import dev.microauth.user.User;
import java.util.Optional;

/// Why somebody does not get in: what they are told, and what is written down.
///
/// @param site empty where nobody said which, or none is known
/// @param user who it is, where that is known
record TurnedAway(Optional<ProtectedSite> site, Optional<User> user, Reason reason) {
    /// For a site that no client stands for, and where it does not matter.
    static TurnedAway nobody(Reason reason) {
        return new TurnedAway(Optional.empty(), Optional.empty(), reason);
    }

    static TurnedAway from(ProtectedSite site, Reason reason) {
        return new TurnedAway(Optional.of(site), Optional.empty(), reason);
    }

    static TurnedAway from(Optional<ProtectedSite> site, Standing.Refused refused) {
        Reason reason =
                switch (refused.reason()) {
                    case ROLE_MISSING -> Reason.ROLE_MISSING;
                    case OF_ANOTHER_CLIENT -> Reason.OF_ANOTHER_CLIENT;
                };
        return new TurnedAway(site, Optional.of(refused.user()), reason);
    }

    SiteRefusals.Refusal refusal() {
        return new SiteRefusals.Refusal(
                site.map(known -> known.client().clientId()),
                user.map(User::id),
                site.map(known -> reason.detail + ", " + known.origin()).orElse(reason.detail));
    }

    enum Reason {
        ROLE_MISSING("sites.verify.role", "has none of the roles that are asked for"),
        OF_ANOTHER_CLIENT("sites.verify.foreign", "a token of another client"),
        NOBODY("sites.verify.nobody", "a token of nobody who may enter"),
        UNKNOWN_SITE("sites.verify.unknown", "no client stands for the site"),
        NO_VISIT("sites.verify.cookies", "a ticket in a browser that did not ask for it");

        /// The key of what is said.
        final String text;

        private final String detail;

        Reason(String text, String detail) {
            this.text = text;
            this.detail = detail;
        }
    }
}
