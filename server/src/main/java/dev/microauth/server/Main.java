package dev.microauth.server;

import dev.microauth.server.command.DaemonCommands;
import dev.microauth.server.command.Surroundings;

/// The entry of microauthd.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var surroundings = Surroundings.ofProcess();
        int code = new DaemonCommands(new DaemonVerbs(surroundings), surroundings).run(arguments);
        System.exit(code);
    }
}
