package dev.microauth.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Why a change or a lookup was refused; the message may be shown to whoever asked.
public abstract sealed class AuthException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private AuthException(String message) {
        super(message, null, false, false);
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

    /// The thing was changed since it was read.
    public static final class Stale extends AuthException {
        private static final long serialVersionUID = 1;

        public Stale(String noun, String id) {
            super("the " + noun + " " + id + " was changed meanwhile: read it again");
        }
    }
}
