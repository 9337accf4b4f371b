package dev.microauth.problem;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything that a call can be refused for, or fail of. The message says what happened and what to do. It may be shown
/// to whoever asked, but for [OutOfService], whose message is for those who run the program.
///
/// ```java runnable
/// try {
///     auth.users().create().username("alice").save();
/// } catch (AuthException.AlreadyExists taken) {
///     System.out.println(taken.getMessage());
/// } catch (AuthException.Invalid wrong) {
///     wrong.fields().forEach((field, what) -> System.out.println(field + " " + what));
/// }
/// ```
public abstract sealed class AuthException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// A refusal is everyday work: without a stack trace a flood of them stays cheap.
    private AuthException(String message) {
        super(message, null, false, false);
    }

    private AuthException(String message, Optional<Throwable> cause) {
        super(message, cause.orElse(null));
    }

    /// There is no such thing, or not for this actor.
    public static final class NotFound extends AuthException {
        private static final long serialVersionUID = 1;

        public NotFound(String noun, String id) {
            super("there is no " + noun + " " + id);
        }
    }

    /// The name is taken.
    public static final class AlreadyExists extends AuthException {
        private static final long serialVersionUID = 1;

        public AlreadyExists(String noun, String name) {
            super("there is already a " + noun + " " + name);
        }
    }

    /// Fields that cannot be taken as they are, each with what is wrong about it.
    public static non-sealed class Invalid extends AuthException {
        private static final long serialVersionUID = 1;

        private final transient Map<String, String> fields;

        public Invalid(String field, String what) {
            this(Map.of(field, what));
        }

        /// Several at once, in the order of the map.
        public Invalid(Map<String, String> fields) {
            super(
                    fields.entrySet().stream()
                            .map(field -> said(field.getKey(), field.getValue()))
                            .collect(Collectors.joining("; ")));
            this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        private static String said(String field, String what) {
            boolean sentence = !what.isEmpty() && Character.isUpperCase(what.charAt(0));
            return field + (sentence ? ": " : " ") + what;
        }

        /// Throws unless the rule holds.
        public static void unless(boolean rule, String field, String what) {
            if (!rule) {
                throw new Invalid(field, what);
            }
        }

        public Map<String, String> fields() {
            return fields;
        }
    }

    /// The actor may not do this, since they do not hold the right to it.
    public static final class NotAllowed extends AuthException {
        private static final long serialVersionUID = 1;

        public NotAllowed(String why) {
            super(why);
        }
    }

    /// Nobody may do this: the row is protected, or the last of its kind.
    public static final class Protected extends AuthException {
        private static final long serialVersionUID = 1;

        public Protected(String why) {
            super(why);
        }
    }

    /// There are as many already as there may be.
    public static final class LimitReached extends AuthException {
        private static final long serialVersionUID = 1;

        private final int most;

        /// @param nouns in the plural
        public LimitReached(String nouns, int most) {
            super(
                    "there are as many "
                            + nouns
                            + " as there may be ("
                            + most
                            + "): delete one, or have the limit raised");
            this.most = most;
        }

        /// How many there may be.
        public int most() {
            return most;
        }
    }

    /// The engine was closed before the call, or while it ran; nothing of the call was kept that was not answered.
    public static final class Closed extends AuthException {
        private static final long serialVersionUID = 1;

        public Closed() {
            super("this MicroAuth is closed: open it again, and use the new one");
        }
    }

    /// The thing was changed since it was read.
    public static final class Stale extends AuthException {
        private static final long serialVersionUID = 1;

        public Stale(String noun, String id) {
            super("the " + noun + " " + id + " was changed meanwhile: read it again");
        }
    }

    /// A sign-in, a code or a token was not taken. The message is the same for every reason that must not be told apart.
    public static final class Refused extends AuthException {
        private static final long serialVersionUID = 1;

        private final String error;

        /// @param error a word of OAuth, such as `invalid_grant`
        public Refused(String error, String publicText) {
            super(publicText);
            this.error = error;
        }

        /// The word for it: `invalid_grant`, `access_denied`, `invalid_client` … (RFC 6749 §4.1.2.1, §5.2).
        public String error() {
            return error;
        }
    }

    /// Nothing was looked at: there is too much to do, or there were too many failures. Try again.
    public static non-sealed class TryLater extends AuthException {
        private static final long serialVersionUID = 1;

        private final Duration retryAfter;

        public TryLater(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /// When trying again makes sense; at least a second.
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /// Nothing is wrong with what was asked: storage, directory or keys do not serve. The message is for the log, never for a
    /// caller outside.
    public abstract static non-sealed class OutOfService extends AuthException {
        private static final long serialVersionUID = 1;

        protected OutOfService(String message) {
            super(message, Optional.empty());
        }

        protected OutOfService(String message, Throwable cause) {
            super(message, Optional.of(cause));
        }
    }
}
