package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// The Java that papers and Javadoc show, compiled as it stands: each block is a class of its own, as an application would
/// write it. Three dots in braces, or on a line of their own, are what the reader puts there.
public final class Snippets {
    private static final String FENCE = "```java";
    private static final String DOTS = "…";

    private final List<Snippet> all = new ArrayList<>();

    /// @param mark of the block, as in `<!-- servlet -->` above it
    private record Snippet(Path file, int line, Optional<String> mark, String code) {
        String name() {
            return "In_" + file.getFileName().toString().replaceAll("\\W", "_") + "_" + line;
        }

        String source(String imports) {
            String body =
                    code.startsWith("@")
                            ? code
                            : "public void run() throws Exception {\n" + code + "\n}";
            return "package examples;\n"
                    + imports
                    + "public class "
                    + name()
                    + " extends Surroundings {\n"
                    + body
                    + "\n}\n";
        }
    }

    /// The blocks of a page.
    public Snippets page(Path page) throws IOException {
        all.addAll(read(page));
        return this;
    }

    /// The blocks of a page that have this mark above them.
    public Snippets page(Path page, String mark) throws IOException {
        read(page).stream().filter(each -> each.mark().equals(Optional.of(mark))).forEach(all::add);
        return this;
    }

    /// The blocks in the Javadoc of a package.
    public Snippets javadoc(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                all.addAll(read(file));
            }
        }
        return this;
    }

    /// The marks of a page, one for each block; empty for a block without one.
    public static List<Optional<String>> marks(Path page) throws IOException {
        return read(page).stream().map(Snippet::mark).toList();
    }

    private static List<Snippet> read(Path file) throws IOException {
        var found = new ArrayList<Snippet>();
        List<String> lines =
                Files.readAllLines(file).stream()
                        .map(line -> line.strip().startsWith("///") ? said(line) : line)
                        .toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(FENCE)) {
                List<String> code =
                        lines.stream().skip(i + 1L).takeWhile(each -> !each.equals("```")).toList();
                found.add(new Snippet(file, i + 2, markAbove(lines, i), written(code)));
                i += code.size();
            }
        }
        return found;
    }

    private static String said(String line) {
        return line.strip().replaceFirst("^/// ?", "");
    }

    private static Optional<String> markAbove(List<String> lines, int fence) {
        return fence == 0 || !lines.get(fence - 1).startsWith("<!-- ")
                ? Optional.empty()
                : Optional.of(lines.get(fence - 1).replaceAll("<!-- | -->", ""));
    }

    private static String written(List<String> code) {
        return String.join(
                "\n",
                code.stream()
                        .filter(line -> !line.strip().equals(DOTS))
                        .map(line -> line.replace("{ " + DOTS + " }", "{ throw new Error(); }"))
                        .toList());
    }

    /// Compiles them with the class path of the test.
    ///
    /// @param imports `java.util.*` and the like
    /// @param surroundings the members of the class that each block stands in: what it speaks of without saying where that
    ///     comes from
    public void compile(Path directory, List<String> imports, String surroundings)
            throws IOException {
        assertThat(all).isNotEmpty();
        String imported =
                String.join("", imports.stream().map(each -> "import " + each + ";\n").toList());
        var files = new ArrayList<Path>();
        files.add(
                Files.writeString(
                        directory.resolve("Surroundings.java"),
                        "package examples;\n"
                                + imported
                                + "public class Surroundings {\n"
                                + surroundings
                                + "\n}\n"));
        for (Snippet each : all) {
            files.add(
                    Files.writeString(
                            directory.resolve(each.name() + ".java"), each.source(imported)));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var told = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(told, null, null)) {
            var options =
                    List.of(
                            "-proc:none",
                            "-parameters",
                            "-d",
                            directory.toString(),
                            "-cp",
                            System.getProperty("java.class.path"));
            boolean done =
                    compiler.getTask(
                                    null,
                                    manager,
                                    told,
                                    options,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            assertThat(told.getDiagnostics()).filteredOn(each -> !done).isEmpty();
        }
    }
}
