package dev.microauth.cli.remote;

import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Connection;
import dev.microauth.api.client.SignIn;
import dev.microauth.api.client.TokenAnswer;
import dev.microauth.api.client.TokenSource;
import dev.microauth.cli.line.Line;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.line.SharedOptions;
import dev.microauth.cli.store.Profile;
import dev.microauth.cli.store.StoredTokens;
import dev.microauth.cli.store.TokenStore;
import dev.microauth.cli.store.UserDirectory;
import dev.microauth.cli.terminal.Surroundings;
import dev.microauth.cli.terminal.Terminal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server of one call of mad, found from options, environment and profile. Nothing is asked before it is needed.
public final class Remote implements AutoCloseable {
    public static final Option AUTH_URL =
            Option.value(
                    "--auth-url",
                    "URL",
                    "The auth port. (default the one of the last sign-in, else http://localhost:9040)");

    private static final String DEFAULT_ADMIN_URL = "http://localhost:9041";
    private static final String DEFAULT_AUTH_URL = "http://localhost:9040";

    private final Surroundings surroundings;
    private final Line line;
    private final Terminal terminal;
    private final UserDirectory directory;
    private final List<Connection> open = new ArrayList<>();
    private Optional<Profile> profile = Optional.empty();

    public Remote(Surroundings surroundings, Line line, Terminal terminal) {
        this.surroundings = surroundings;
        this.line = line;
        this.terminal = terminal;
        this.directory = UserDirectory.of(surroundings);
    }

    /// The admin API, as whoever is signed in.
    public AdminClient admin() {
        var connection = adminPort();
        return new AdminClient(connection, tokens(connection));
    }

    /// The token endpoint of the admin port.
    public SignIn adminSignIn() {
        return new SignIn(adminPort());
    }

    /// Signs a person in at the admin port, in a browser on this machine.
    public TokenAnswer signInByBrowser() {
        return new BrowserSignIn(adminSignIn(), terminal, surroundings).run();
    }

    /// The admin API, as whoever this token speaks for.
    public AdminClient adminBy(TokenAnswer answer) {
        return new AdminClient(adminPort(), TokenSource.of(answer.accessToken()));
    }

    /// The token endpoint of the auth port.
    public SignIn authSignIn() {
        return new SignIn(connection(authUrl()));
    }

    /// The address of the admin port.
    public URI adminUrl() {
        if (line.has(SharedOptions.ADMIN_URL)) {
            return address(line.must(SharedOptions.ADMIN_URL), SharedOptions.ADMIN_URL.name());
        }
        var variable = surroundings.variable("MADCTL_URL");
        if (variable.isPresent()) {
            return address(variable.get(), "MADCTL_URL");
        }
        return address(profile().adminUrl().orElse(DEFAULT_ADMIN_URL), "the profile's admin_url");
    }

    private URI authUrl() {
        if (line.has(AUTH_URL)) {
            return address(line.must(AUTH_URL), AUTH_URL.name());
        }
        return address(profile().authUrl().orElse(DEFAULT_AUTH_URL), "the profile's auth_url");
    }

    /// Keeps what a sign-in gave, and the way to its server, for the calls to come.
    public StoredTokens remember(String username, TokenAnswer answer) {
        var url = adminUrl().toString();
        var tokens = StoredTokenSource.kept(username, answer, terminal);
        var store = store();
        store.exclusively(() -> {
            store.put(url, tokens);
            var before = profile();
            boolean same = before.adminUrl().filter(url::equals).isPresent();
            var kept =
                    new Profile(
                            Optional.of(url),
                            line.value(AUTH_URL)
                                    .or(() -> same ? before.authUrl() : Optional.empty()),
                            line.value(SharedOptions.CA_FILE)
                                    .map(file -> Path.of(file).toAbsolutePath().toString())
                                    .or(() -> same ? before.caFile() : Optional.empty()));
            kept.write(directory);
            return kept;
        });
        return tokens;
    }

    /// Ends the sign-in at this server and forgets it, and tells whether there was one. It is forgotten even when the
    /// server cannot be told, which is then thrown on.
    public boolean signOut() {
        var url = adminUrl().toString();
        var store = store();
        if (store.find(url).isEmpty()) {
            return false;
        }
        var signIn = adminSignIn();
        try {
            signIn.end(new StoredTokenSource(url, store, signIn, terminal).current());
        } finally {
            store.remove(url);
        }
        return true;
    }

    @Override
    public void close() {
        open.forEach(Connection::close);
    }

    private Connection adminPort() {
        return connection(adminUrl());
    }

    private Connection connection(URI url) {
        var connection =
                Connection.to(
                        url,
                        "mad/" + surroundings.version(),
                        line.value(SharedOptions.CA_FILE)
                                .or(() -> profile().caFile())
                                .filter(_ -> url.getScheme().equalsIgnoreCase("https"))
                                .map(Path::of)
                                .map(Trust::in));
        open.add(connection);
        return connection;
    }

    private TokenSource tokens(Connection connection) {
        var file = line.value(SharedOptions.ADMIN_TOKEN_FILE);
        if (file.isPresent()) {
            var secrets = new SecretInput(line, terminal);
            return TokenSource.of(
                    secrets.read(SharedOptions.ADMIN_TOKEN_FILE, "The token: ").strip());
        }
        var variable = surroundings.variable("MADCTL_TOKEN");
        if (variable.isPresent()) {
            return TokenSource.of(variable.get().strip());
        }
        var url = connection.base().toString();
        var old = surroundings.home().resolve(".mad_token");
        if (store().find(url).isEmpty() && Files.isReadable(old)) {
            var text = new SecretInput(line, terminal).inFile("the token", old.toString());
            return TokenSource.of(text.strip());
        }
        return new StoredTokenSource(url, store(), new SignIn(connection), terminal);
    }

    private TokenStore store() {
        return new TokenStore(directory);
    }

    private Profile profile() {
        var read = profile.orElseGet(() -> Profile.read(directory));
        profile = Optional.of(read);
        return read;
    }

    private URI address(String text, String from) {
        return PortAddress.of(text, from, line.has(SharedOptions.PLAIN_HTTP));
    }
}
