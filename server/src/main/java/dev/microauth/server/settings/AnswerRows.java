package dev.microauth.server.settings;

import dev.microauth.client.RedirectUri;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.server.settings.Setting.Fallback;
import dev.microauth.server.settings.Setting.Group;
import dev.microauth.subject.ClientId;
import dev.microauth.user.Username;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a new installation is asked for beside its settings: it is done once and is in no settings file.
final class AnswerRows {

    private static final String NONE = "none";
    private static final int LONGEST_SCOPE = 100;
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private AnswerRows() {}

    static final Setting<Optional<Username>> ADMIN_USERNAME =
            Setting.of(
                    "admin-username",
                    Group.FIRST_ADMINISTRATOR,
                    orNone(
                            "NAME",
                            "a name of letters, digits and . _ - + @, or none",
                            text -> checked(text, Username::of)),
                    new Fallback<>(NONE, "alice", Optional.empty()),
                    "Name with which the first administrator signs in.");

    static final Setting<Optional<String>> ADMIN_EMAIL =
            Setting.of(
                    "admin-email",
                    Group.FIRST_ADMINISTRATOR,
                    orNone(
                            "ADDRESS",
                            "an e-mail address, or none",
                            text ->
                                    MAIL.matcher(text).matches()
                                            ? Parsed.good(text)
                                            : Parsed.bad(
                                                    "is no e-mail address",
                                                    "Give one such as alice@example.com, or none.")),
                    new Fallback<>(NONE, "alice@example.com", Optional.empty()),
                    "E-mail address of the first administrator.");

    static final Setting<Optional<Path>> ADMIN_PASSWORD_FILE =
            Setting.of(
                    "admin-password-file",
                    Group.FIRST_ADMINISTRATOR,
                    secretFile(),
                    new Fallback<>(NONE, "/run/secrets/admin-password", Optional.empty()),
                    "File with the first administrator's password, readable by its owner alone.");

    static final Setting<Optional<ClientId>> FIRST_CLIENT =
            Setting.of(
                    "first-client",
                    Group.FIRST_CLIENT,
                    orNone(
                            "ID",
                            "lower-case letters, digits and . _ - :, or none",
                            text -> checked(text, ClientId::of)),
                    new Fallback<>(NONE, "my-service", Optional.empty()),
                    "The client_id of a first application; its secret is shown once.");

    static final Setting<Optional<RedirectUri>> FIRST_CLIENT_REDIRECT_URI =
            Setting.of(
                    "first-client-redirect-uri",
                    Group.FIRST_CLIENT,
                    orNone(
                            "URI",
                            "an https address, http on this machine, or none",
                            text -> checked(text, RedirectUri::new)),
                    new Fallback<>(NONE, "https://app.example.com/callback", Optional.empty()),
                    "Where people come back to after signing in for it; with one it may sign people in.");

    static final Setting<Set<GrantType>> FIRST_CLIENT_GRANTS =
            Setting.of(
                    "first-client-grants",
                    Group.FIRST_CLIENT,
                    grants(),
                    "client_credentials",
                    "How it may get tokens.");

    static final Setting<ScopeSet> FIRST_CLIENT_SCOPES =
            Setting.of(
                    "first-client-scopes",
                    Group.FIRST_CLIENT,
                    scopes(),
                    NONE,
                    "Scopes that it may ask for; those that are not there yet are made.");

    static List<Setting<?>> all() {
        return List.of(
                ADMIN_USERNAME,
                ADMIN_EMAIL,
                ADMIN_PASSWORD_FILE,
                FIRST_CLIENT,
                FIRST_CLIENT_REDIRECT_URI,
                FIRST_CLIENT_GRANTS,
                FIRST_CLIENT_SCOPES);
    }

    private static <T> Kind<Optional<T>> orNone(
            String label, String accepts, Function<String, Parsed<T>> parser) {
        return new Kind<>(
                label,
                accepts,
                Kind.Form.TEXT,
                (text, base) ->
                        text.equals(NONE)
                                ? Parsed.good(Optional.empty())
                                : switch (parser.apply(text)) {
                                    case Parsed.Good<T>(var value) ->
                                            Parsed.good(Optional.of(value));
                                    case Parsed.Bad<T>(var what, var remedy) ->
                                            Parsed.bad(what, remedy);
                                });
    }

    /// The engine's own rule, in the form of the table.
    private static <T> Parsed<T> checked(String text, Function<String, T> rule) {
        try {
            return Parsed.good(rule.apply(text));
        } catch (Invalid e) {
            return Parsed.bad(
                    "is refused: it " + String.join(", it ", e.fields().values()),
                    "Give another one.");
        }
    }

    private static Kind<Optional<Path>> secretFile() {
        Kind<Path> file = Kind.file();
        return new Kind<>(
                file.label(),
                file.accepts() + ", with a password of one line in it",
                file.form(),
                (text, base) ->
                        switch (file.parse(text, base)) {
                            case Parsed.Good<Path>(var path) -> closed(path);
                            case Parsed.Bad<Path>(var what, var remedy) -> Parsed.bad(what, remedy);
                        });
    }

    // Security L2: who else can read the file has the password already.
    private static Parsed<Optional<Path>> closed(Path file) {
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                return Parsed.bad(
                        "is not there or cannot be read", "Name a file that you can read.");
            }
            return Exposure.of(file)
                    .<Parsed<Optional<Path>>>map(
                            what -> Parsed.bad(what, "Run chmod 600 " + file + "."))
                    .orElseGet(() -> Parsed.good(Optional.of(file)));
        } catch (IOException vanished) {
            return Parsed.bad("cannot be read", "Name another file.");
        }
    }

    private static Kind<Set<GrantType>> grants() {
        var known =
                Arrays.stream(GrantType.values())
                        // For applications of one's own people alone, which a first client need not
                        // be.
                        .filter(grant -> grant != GrantType.PASSWORD)
                        .collect(Collectors.toMap(GrantType::wireName, grant -> grant));
        var accepts =
                "a list of " + known.keySet().stream().sorted().collect(Collectors.joining(", "));
        return new Kind<>(
                "LIST",
                accepts,
                Kind.Form.LIST,
                (text, base) -> {
                    var chosen = EnumSet.noneOf(GrantType.class);
                    for (var part : text.split(",", -1)) {
                        var grant = Optional.ofNullable(known.get(part.strip()));
                        if (grant.isEmpty()) {
                            return Parsed.bad(
                                    "holds a grant that a first client cannot have",
                                    "Give " + accepts + ".");
                        }
                        chosen.add(grant.get());
                    }
                    return Parsed.good(Set.copyOf(chosen));
                });
    }

    private static Kind<ScopeSet> scopes() {
        var accepts = "none, or scopes such as openid and orders:read, separated by commas";
        return new Kind<>(
                "LIST",
                accepts,
                Kind.Form.LIST,
                (text, base) -> {
                    var names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
                    if (names.equals(List.of(NONE))) {
                        return Parsed.good(ScopeSet.NONE);
                    }
                    return names.stream().allMatch(AnswerRows::isScope)
                            ? Parsed.good(ScopeSet.of(names))
                            : Parsed.bad(
                                    "holds something that can be no scope",
                                    "Give names of up to 100 printable characters, without spaces and quotes.");
                });
    }

    private static boolean isScope(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_SCOPE
                && name.chars().allMatch(ScopeSet::isScopeCharacter);
    }
}
