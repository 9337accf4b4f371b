package dev.microauth.cli;

import dev.microauth.cli.terminal.Surroundings;

/// The entry of mad.
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        var code = new Mad(Surroundings.ofProcess()).run(words);
        // Not exit(): nothing is left to be done, and threads that idle are not waited for.
        Runtime.getRuntime().halt(code.number());
    }
}
