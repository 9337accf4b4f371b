package dev.microauth.web.signin;

import dev.microauth.oauth.Assurance;
import java.util.Map;
import java.util.Optional;

/// What somebody came for, and is taken to once they are signed in. It holds nothing of theirs, so that anybody may
/// begin with it anew.
public sealed interface Goal {
    /// The answer to an authorization request.
    ///
    /// @param parameters as they came, without the empty ones
    record Authorization(Map<String, String> parameters) implements Goal {
        public Authorization {
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String toString() {
            return "Authorization" + parameters.keySet();
        }
    }

    /// A page of ours.
    ///
    /// @param path with its query, below the path of the issuer
    /// @param again whether they have to sign in for it, even if they are signed in
    /// @param asked what they have to prove at least
    /// @param leadsTo an address elsewhere that this page sends them on to, if it does
    /// @param name what it is called on the way there
    record Place(
            String path,
            boolean again,
            Optional<Assurance> asked,
            Optional<String> leadsTo,
            Optional<String> name)
            implements Goal {
        public Place {
            if (!path.startsWith("/") || path.startsWith("//")) {
                throw new IllegalArgumentException("not a path of ours");
            }
        }

        /// A page for whoever is signed in.
        public static Place of(String path) {
            return new Place(path, false, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /// A page for whoever signed in a moment ago.
        public static Place afresh(String path) {
            return new Place(path, true, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
