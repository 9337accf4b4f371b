package dev.microauth.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/// The tree that these tests stand in, and the program packaged in it.
final class Checkout {
    private Checkout() {}

    static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /// The launcher, once it is sure that it will not begin to build: this run of Maven holds the target
    /// directories already.
    static Path launcher() {
        Path marker = root().resolve("server/target/microauthd/built");
        if (!Files.exists(marker)) {
            throw new IllegalStateException(
                    "microauthd is not packaged: run `./microauthd version` or `./check system`");
        }
        newer(marker)
                .ifPresent(file -> {
                    throw new IllegalStateException(
                            "the packaged microauthd is older than "
                                    + file
                                    + ": run `./microauthd version` or `./check system`");
                });
        return root().resolve("microauthd");
    }

    /// What starts an example, once it is sure that it will not begin to build either.
    static Path example(String name) {
        Path home = root().resolve("examples").resolve(name);
        Path marker = home.resolve("target/program/built");
        if (!Files.exists(marker) || inputs(home).anyMatch(each -> newerBelow(each, marker))) {
            throw new IllegalStateException(
                    "the example is not packaged as it stands: run `examples/%s/run build` or `./check system`"
                            .formatted(name));
        }
        return home.resolve("run");
    }

    private static boolean newerBelow(Path path, Path marker) {
        return below(path).anyMatch(file -> modified(file).compareTo(modified(marker)) > 0);
    }

    /// The command line beside it.
    static Path mad() {
        launcher();
        return root().resolve("mad");
    }

    private static java.util.Optional<Path> newer(Path marker) {
        try (Stream<Path> children = Files.list(root())) {
            FileTime built = Files.getLastModifiedTime(marker);
            return Stream.concat(
                            Stream.of(root().resolve("pom.xml")),
                            children.flatMap(Checkout::inputs).flatMap(Checkout::below))
                    .filter(file -> modified(file).compareTo(built) > 0)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> inputs(Path module) {
        return Stream.of(module.resolve("pom.xml"), module.resolve("src/main"))
                .filter(Files::exists);
    }

    private static Stream<Path> below(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return List.copyOf(files.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
