package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The floors of this module. A package uses packages on lower floors only; nothing here knows the engine.
class FloorsTest {
    /// Each package with its floor.
    private static final Map<String, String> FLOORS =
            Map.of(
                    "terminal",
                    "0",
                    "store",
                    "1",
                    "line",
                    "1",
                    "remote",
                    "2",
                    "command",
                    "3",
                    "",
                    "roof");

    /// What else may be used: nothing of the engine, and no library.
    private static final List<String> ALLOWED =
            List.of(
                    "java.",
                    "javax.net.ssl.",
                    // Only where a browser brings an answer back.
                    "com.sun.net.httpserver.",
                    "org.jspecify.",
                    "dev.microauth.api.",
                    "dev.microauth.json.",
                    "dev.microauth.text.");

    private static final String ROOT = "dev.microauth.cli";
    private static final Pattern PRINTED =
            Pattern.compile("\\| (roof|\\d) \\| `\\.cli(?:\\.([a-z]+))?` \\|.*");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    @Test
    void every_package_has_a_floor_and_every_floor_its_packages() {
        var built = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            if (isOurs(each)) {
                built.add(name(each));
            }
        }
        assertThat(CLASSES.size()).isGreaterThan(60);
        assertThat(built).isEqualTo(new TreeSet<>(FLOORS.keySet()));
    }

    @Test
    void packages_use_lower_floors_only() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (isOurs(each)
                        && isOurs(target)
                        && !name(target).equals(name(each))
                        && floor(target).compareTo(floor(each)) >= 0) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertThat(wrong)
                .as(
                        "a package uses lower floors only, so that each can be read without those above")
                .isEmpty();
    }

    @Test
    void nothing_else_is_used() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive()
                        && !isOurs(target)
                        && ALLOWED.stream().noneMatch(target.getName()::startsWith)
                        && !isOfThePicture(each, target)) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertThat(wrong)
                .as("mad is one of many clients of the API, and has to start in an instant")
                .isEmpty();
    }

    /// The one picture that mad draws; nothing of it is loaded before.
    private static boolean isOfThePicture(JavaClass from, JavaClass target) {
        return from.getSimpleName().equals("QrPicture")
                && target.getName().startsWith("com.google.zxing.");
    }

    @Test
    void the_map_shows_the_same_floors() throws IOException {
        var printed = new TreeMap<String, String>();
        for (String line : Files.readAllLines(Path.of("..", "ARCHITECTURE.md"))) {
            var row = PRINTED.matcher(line);
            if (row.matches()) {
                printed.put(Optional.ofNullable(row.group(2)).orElse(""), row.group(1));
            }
        }
        assertThat(printed).as("the table of floors in ARCHITECTURE.md").isEqualTo(FLOORS);
    }

    private static String floor(JavaClass each) {
        return Optional.ofNullable(FLOORS.get(name(each))).orElse("");
    }

    private static boolean isOurs(JavaClass each) {
        return each.getPackageName().equals(ROOT) || each.getPackageName().startsWith(ROOT + ".");
    }

    private static String name(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
