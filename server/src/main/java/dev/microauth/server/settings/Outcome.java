package dev.microauth.server.settings;

import java.util.List;
import java.util.stream.Stream;

/// Settings, or all the reasons why there are none.
public sealed interface Outcome {

    /// What should be looked at and stops nothing.
    List<Problem> warnings();

    /// All is well.
    ///
    /// @param effective one for each setting, in the order of the table
    record Accepted(Settings settings, List<Effective> effective, List<Problem> warnings)
            implements Outcome {
        public Accepted {
            effective = List.copyOf(effective);
            warnings = List.copyOf(warnings);
        }
    }

    /// All that is wrong.
    ///
    /// @param problems at least one
    record Refused(List<Problem> problems, List<Problem> warnings) implements Outcome {
        public Refused {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /// One setting as it holds.
    ///
    /// @param value as it was given; a secret as `***`
    record Effective(String name, String value, Origin origin) {}

    /// The same outcome when others found more to complain about before.
    default Outcome after(List<Problem> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        return switch (this) {
            case Accepted(var _, var _, var warnings) -> new Refused(earlier, warnings);
            case Refused(var problems, var warnings) ->
                    new Refused(
                            Stream.concat(earlier.stream(), problems.stream()).toList(), warnings);
        };
    }
}
