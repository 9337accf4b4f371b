package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.oauth.GrantType;
import dev.microauth.subject.ClientId;
import dev.microauth.user.User;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples in the documentation of the library's door, and in its papers: each compiles as it stands, and
/// those marked `runnable` run.
class ExamplesTest {
    private static final Path ENGINE = Path.of("src/main/java/dev/microauth");
    private static final Path JOSE = Path.of("../jose/src/main/java/dev/microauth/jose");
    private static final Path GUARD = Path.of("../guard/src/main/java/dev/microauth/guard");

    private static final List<Path> PAPERS =
            List.of(Path.of("../docs/library.md"), Path.of("../docs/verifying.md"));

    private static final Pattern FENCE = Pattern.compile("```java( runnable)?");
    private static final Pattern PUBLIC =
            Pattern.compile("(?m)^public (?:[a-z-]+ )*(?:class|record|enum|interface|@interface) ");

    /// What examples speak of without saying where it comes from.
    private static final String SURROUNDINGS =
            """
            package examples;

            import dev.microauth.*;
            import dev.microauth.acting.*;
            import dev.microauth.jose.*;
            import dev.microauth.page.*;
            import dev.microauth.secret.Secret;
            import dev.microauth.subject.*;
            import dev.microauth.user.*;
            import java.lang.reflect.Method;
            import java.nio.file.Path;
            import java.util.*;

            public class Surroundings {
                public MicroAuth auth;
                public Path directory;
                public AccessVerifier verifier;
                public User alice;
                public User bob;
                public ClientId shop;
                public String bearer;
                public char[] password = "six blue doors in winter".toCharArray();
                public AuthorizationRequest request;
                public Map<String, String> parameters;
                public String code;
                public String json;
                public String secret;
                public Path data;
                public String digitsFromTheVault;
                public byte[] export;
                public char[] passphrase;
                public Method method;
                public Orders orders;
                public NewOrder order;

                public record NewOrder(String what) {}

                public record Order(String what) {}

                public interface Orders {
                    Order place(String person, NewOrder order);

                    List<Order> of(UserId person);
                }

                public void show(Object what) {}

                public void alarm(String what) {}
            }
            """;

    /// The same where a handler speaks.
    private static final String HANDLER =
            """
            package examples;

            import dev.microauth.guard.*;
            import dev.microauth.jose.*;
            import java.util.*;

            public class Handler extends Surroundings {
                public Exchange request;
                public Guards guards;
                public GuardRule rule;

                public interface Exchange {
                    List<String> headers(String name);
                }

                public void handle(Exchange request, Optional<AuthUser> user) {}

                public void answer(Verdict.Refused refused) {}
            }
            """;

    @TempDir Path directory;

    private record Example(Path file, int line, boolean runnable, String code) {
        String className() {
            return "Example" + file.getFileName().toString().replaceAll("\\.java$|\\W", "") + line;
        }

        /// A member of a class, such as a guarded method, or else statements.
        boolean isMember() {
            return code.startsWith("@") || code.startsWith("public ");
        }

        String source() {
            String body =
                    isMember() ? code : "public void run() throws Exception {\n" + code + "\n}\n";
            return "package examples;\n"
                    + imports()
                    + "public class "
                    + className()
                    + (file.startsWith(GUARD)
                            ? " extends Handler {\n"
                            : " extends Surroundings {\n")
                    + body
                    + "\n}\n";
        }

        private String imports() {
            var all =
                    new ArrayList<>(
                            List.of(
                                    "dev.microauth.*",
                                    "dev.microauth.acting.*",
                                    "dev.microauth.access.*",
                                    "dev.microauth.actor.*",
                                    "dev.microauth.guard.*",
                                    "dev.microauth.jose.*",
                                    "dev.microauth.problem.*",
                                    "dev.microauth.secret.Secret",
                                    "dev.microauth.subject.*",
                                    "dev.microauth.token.AccessToken",
                                    "dev.microauth.token.Issuers",
                                    "dev.microauth.user.*",
                                    "java.nio.file.*",
                                    "java.time.*",
                                    "java.util.*"));
            // Both have one of this name.
            all.add(
                    file.startsWith(GUARD)
                            ? "dev.microauth.guard.Verdict"
                            : "dev.microauth.audit.Verdict");
            return String.join("", all.stream().map(each -> "import " + each + ";\n").toList());
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Example> examples(Path folder) throws IOException {
        return examples(sources(folder));
    }

    private static List<Example> examples(List<Path> all) throws IOException {
        var found = new ArrayList<Example>();
        for (Path file : all) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                var fence = FENCE.matcher(said(lines.get(i)));
                if (fence.matches()) {
                    int first = i + 1;
                    List<String> code =
                            lines.stream()
                                    .skip(first)
                                    .map(ExamplesTest::said)
                                    .takeWhile(line -> !line.equals("```"))
                                    .filter(line -> !line.strip().equals("…"))
                                    .toList();
                    found.add(
                            new Example(
                                    file, first, fence.group(1) != null, String.join("\n", code)));
                    i += code.size();
                }
            }
        }
        return found;
    }

    /// A line of documentation without what makes it one.
    private static String said(String line) {
        return line.strip().replaceFirst("^/// ?", "");
    }

    private static List<Example> all() throws IOException {
        var all = new ArrayList<Example>();
        for (Path folder : List.of(ENGINE, ENGINE.resolve("acting"), JOSE, GUARD)) {
            all.addAll(examples(folder));
        }
        all.addAll(examples(PAPERS));
        return all;
    }

    @Test
    void every_public_type_of_the_door_has_an_example() throws IOException {
        var silent = new ArrayList<Path>();
        for (Path folder : List.of(ENGINE, ENGINE.resolve("acting"), JOSE)) {
            var speaking = examples(folder).stream().map(Example::file).toList();
            for (Path file : sources(folder)) {
                if (PUBLIC.matcher(Files.readString(file)).find() && !speaking.contains(file)) {
                    silent.add(file);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void examples_compile_and_run() throws Exception {
        List<Example> all = all();
        assertThat(all).hasSizeGreaterThan(25);
        compile(all);

        try (var site = Installation.on(Db.SQLITE);
                var loader =
                        new URLClassLoader(
                                new URL[] {directory.resolve("classes").toUri().toURL()},
                                ExamplesTest.class.getClassLoader())) {
            var stage = Stage.of(site);
            for (Example example : all) {
                if (example.runnable()) {
                    run(example, loader, stage);
                }
            }
        }
    }

    /// What the fields of an example hold while it runs.
    private record Stage(MicroAuth auth, User alice, User bob, ClientId shop) {
        static Stage of(Installation site) {
            var shop =
                    site.app(
                            "shop",
                            form ->
                                    form.scopes("openid", "profile", "orders:read")
                                            .redirectUris("https://shop.example.com/callback")
                                            .grants(GrantType.AUTHORIZATION_CODE));
            return new Stage(site.library(), site.user("alice"), site.user("bob"), shop.id());
        }

        Map<String, Object> fields() {
            return Map.of(
                    "auth", auth,
                    "verifier", auth.tokens(),
                    "alice", alice,
                    "bob", bob,
                    "shop", shop,
                    "bearer", auth.tokens().issue(alice.id()).save().compact());
        }
    }

    private void run(Example example, ClassLoader loader, Stage stage)
            throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("examples." + example.className());
        Object instance = type.getConstructor().newInstance();
        for (var value : stage.fields().entrySet()) {
            type.getField(value.getKey()).set(instance, value.getValue());
        }
        type.getField("directory").set(instance, directory.resolve(example.className()));
        try {
            type.getMethod("run").invoke(instance);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "the example in %s:%d failed".formatted(example.file(), example.line()),
                    e.getCause());
        }
    }

    private void compile(List<Example> all) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources/examples"));
        var files = new ArrayList<>(sources(GUARD));
        files.add(Files.writeString(sources.resolve("Surroundings.java"), SURROUNDINGS));
        files.add(Files.writeString(sources.resolve("Handler.java"), HANDLER));
        for (Example each : all) {
            files.add(
                    Files.writeString(sources.resolve(each.className() + ".java"), each.source()));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var told = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(told, null, null)) {
            boolean done =
                    compiler.getTask(
                                    null,
                                    manager,
                                    told,
                                    List.of(
                                            "-proc:none",
                                            "-d",
                                            directory.resolve("classes").toString(),
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            assertThat(told.getDiagnostics()).filteredOn(each -> !done).isEmpty();
        }
    }
}
