package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The floors of this module. A package uses packages on lower floors only; nothing here knows SQL.
class FloorsTest {
    /// Each package with its floor; the roof is the package of `main`.
    private static final Map<String, String> FLOORS =
            Map.of(
                    "control",
                    "0",
                    "http",
                    "0",
                    "log",
                    "0",
                    "settings",
                    "1",
                    "command",
                    "2",
                    "wizard",
                    "3",
                    "",
                    "roof");

    private static final String ROOT = "dev.microauth.server";
    private static final Pattern PRINTED =
            Pattern.compile("\\| (roof|\\d) \\| `\\.server(?:\\.([a-z]+))?` \\|.*");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    @Test
    void every_package_has_a_floor_and_every_floor_its_packages() {
        var built = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            if (isOurs(each)) {
                built.add(name(each));
            }
        }
        assertThat(CLASSES.size()).isGreaterThan(40);
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
    void only_the_edge_knows_the_web_server_and_nobody_sql() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getName();
                if (target.startsWith("java.sql.")
                        || (target.startsWith("io.helidon.") && !name(each).equals("http"))) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertThat(wrong).as("the web server can be changed in one package").isEmpty();
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
