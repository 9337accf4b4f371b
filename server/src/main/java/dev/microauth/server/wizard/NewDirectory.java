package dev.microauth.server.wizard;

import dev.microauth.Engine;
import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.client.NewClient;
import dev.microauth.client.RedirectUri;
import dev.microauth.directory.DataDirectory;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.server.command.CommandFailure;
import dev.microauth.server.settings.Answers;
import dev.microauth.server.settings.Outcome;
import dev.microauth.server.settings.Settings;
import dev.microauth.server.settings.SettingsReader;
import dev.microauth.server.settings.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a data directory, as a whole or not at all.
///
/// Everything is made in a directory inside it and moved to its place when it is finished, the database last: until
/// then nothing in the data directory can be taken for an installation. It need not be new, only without one, since
/// service managers make it beforehand.
final class NewDirectory {
    private static final String DATABASE = "microauth.db";
    private static final String SETTINGS = "mad.toml";
    private static final String WORKSHOP = ".init";
    private static final List<String> OURS = List.of("master.key", "database.key", SETTINGS);

    /// What the engine leaves that belongs to the place and not to the installation.
    private static final Set<String> LEFT_BEHIND = Set.of("lock", "native");

    private final Wizard.Engines engines;
    private final Actor actor;

    NewDirectory(Wizard.Engines engines, Actor actor) {
        this.engines = engines;
        this.actor = actor;
    }

    /// Refuses a directory that somebody uses or that holds an installation, or a part of one.
    static void requireFree(Path data) {
        if (Files.exists(data.resolve("lock"))) {
            DataDirectory.lock(data).close();
        }
        requireEmpty(data);
    }

    private static void requireEmpty(Path data) {
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new CommandFailure(data + " is not a directory", "Choose another --data.");
        }
        if (Files.exists(data.resolve(DATABASE))) {
            throw new CommandFailure(
                    data + " holds a database already",
                    "Serve it with `microauthd serve --data "
                            + data
                            + "`, or choose another --data.");
        }
        for (String name : OURS) {
            if (Files.exists(data.resolve(name))) {
                throw new CommandFailure(
                        data + " holds " + name + " already",
                        "Move it away when nothing needs it any more, or choose another --data.");
            }
        }
    }

    Made make(Wanted wanted) {
        Path data = wanted.data();
        var settings = wanted.draft().settings();
        try (var scaffold = Scaffold.raise()) {
            scaffold.aboutTree(data);
            scaffold.about(data.resolve("lock"));
            try (var _ = DataDirectory.lock(data)) {
                requireEmpty(data);
                Path workshop = data.resolve(WORKSHOP);
                Scaffold.remove(workshop);
                scaffold.about(workshop);
                DataDirectory.createPrivateDirectory(workshop);
                // A key that was there before is used, and stays.
                settings.storage().configuredMasterKeyFile().ifPresent(scaffold::about);
                var made = fill(workshop, wanted, settings);
                scaffold.about(PublicDirectory.in(data));
                PublicDirectory.make(data);
                moveIn(workshop, data, scaffold);
                scaffold.finish();
                Scaffold.remove(workshop);
                return made;
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    data + " cannot be written: " + e.getMessage(), "Choose another --data.", e);
        }
    }

    private Made fill(Path workshop, Wanted wanted, Settings settings) {
        var file = workshop.resolve(SETTINGS);
        DataDirectory.writeSecret(file, wanted.draft().file().getBytes(StandardCharsets.UTF_8));
        requireSame(workshop, settings);
        try (Engine auth = engines.builder(workshop, settings).openEngine()) {
            wanted.administrator().ifPresent(person -> administrator(auth, person));
            var client = client(auth, wanted.draft().answers());
            return new Made(
                    wanted.data(),
                    wanted.draft().answered(),
                    Made.address(settings.auth(), auth.issuers().auth()),
                    Made.address(settings.admin(), auth.issuers().admin()),
                    wanted.administrator().map(Wanted.Administrator::name),
                    client.map(created -> created.client().clientId().value()),
                    client.flatMap(NewClient.Created::secret));
        }
    }

    /// Trap 10: what was answered is what the next start reads.
    private static void requireSame(Path workshop, Settings settings) {
        var outcome = SettingsReader.read(Sources.in(workshop, workshop, Map.of(), List.of()));
        boolean same =
                switch (outcome) {
                    case Outcome.Accepted accepted -> accepted.settings().means(settings);
                    case Outcome.Refused _ -> false;
                };
        if (!same) {
            throw new IllegalStateException(
                    "the settings file does not say what was answered: " + outcome);
        }
    }

    private void administrator(Engine auth, Wanted.Administrator person) {
        var user = auth.users().create(actor).username(person.name()).password(person.password());
        person.email().ifPresent(user::email);
        auth.access().assignRole(actor, user.save().id(), Access.ADMIN_ROLE);
    }

    private Optional<NewClient.Created> client(Engine auth, Answers answers) {
        return answers.client()
                .map(id -> {
                    answers.scopes().names().forEach(name -> scope(auth, name));
                    return auth.clients()
                            .create(actor)
                            .clientId(id.value())
                            .grants(answers.grants().toArray(GrantType[]::new))
                            .redirectUris(
                                    answers.redirectUri().stream().map(RedirectUri::value).toList())
                            .scopes(answers.scopes().names().toArray(String[]::new))
                            .save();
                });
    }

    private void scope(Engine auth, String name) {
        try {
            if (!ScopeSet.BUILT_IN.contains(name)) {
                auth.scopes().create(actor).name(name).save();
            }
        } catch (AlreadyExists e) {
            // One of the others that every installation has.
            return;
        }
    }

    private static void moveIn(Path workshop, Path data, Scaffold scaffold) throws IOException {
        for (Path each : inOrder(workshop)) {
            Path place = data.resolve(each.getFileName());
            scaffold.about(place);
            DataDirectory.putInPlace(each, place);
        }
    }

    private static List<Path> inOrder(Path workshop) throws IOException {
        try (var entries = Files.list(workshop)) {
            return entries.filter(each -> !LEFT_BEHIND.contains(name(each)))
                    .sorted(
                            Comparator.<Path, Boolean>comparing(each -> name(each).equals(DATABASE))
                                    .thenComparing(NewDirectory::name))
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
