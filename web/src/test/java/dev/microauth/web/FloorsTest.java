package dev.microauth.web;

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

/// The floors of this module. A package uses packages on lower floors only; nothing here knows SQL or a web server.
class FloorsTest {
    /// Each package with its floor; the roof is the package of the route table.
    private static final Map<String, String> FLOORS =
            Map.ofEntries(
                    Map.entry("http", "0"),
                    Map.entry("browser", "1"),
                    Map.entry("files", "1"),
                    Map.entry("oauth", "1"),
                    Map.entry("outbound", "1"),
                    Map.entry("pages", "1"),
                    Map.entry("status", "1"),
                    Map.entry("wire", "1"),
                    Map.entry("account", "2"),
                    Map.entry("admin", "2"),
                    Map.entry("oidc", "2"),
                    Map.entry("signin", "2"),
                    Map.entry("sites", "2"),
                    Map.entry("", "roof"));

    private static final String ROOT = "dev.microauth.web";
    private static final Pattern PRINTED =
            Pattern.compile("\\| (roof|\\d) \\| `\\.web(?:\\.([a-z]+))?` \\|.*");

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
    void the_doors_know_neither_sql_nor_a_web_server() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getName();
                boolean allowed =
                        target.equals("dev.microauth.db.StorageException")
                                || target.startsWith("dev.microauth.db.StorageException$");
                if (target.startsWith("java.sql.")
                        || target.startsWith("io.helidon.")
                        || (target.startsWith("dev.microauth.db.") && !allowed)) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertThat(wrong).as("a door translates; it could stand in another server").isEmpty();
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
