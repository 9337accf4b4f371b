package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The floors of this module. A package uses packages on lower floors only.
class FloorsTest {
    /// From the lowest to the roof, which is the package of the front door itself.
    private static final List<Floor> FLOORS =
            List.of(
                    new Floor("0", "actor", "problem"),
                    new Floor("0a", "directory", "oauth", "password", "secret", "subject"),
                    new Floor("0b", "page"),
                    new Floor("1", "db"),
                    new Floor("1a", "audit", "throttle"),
                    new Floor("1b", "key"),
                    new Floor("2", "access"),
                    new Floor("3", "service", "user"),
                    new Floor("3a", "claim", "factor", "link", "passkey"),
                    new Floor("4", "client", "credential"),
                    new Floor("5", "session", "token"),
                    new Floor("6", "account", "code", "consent", "logout", "policy"),
                    new Floor("7", "authorize", "grant", "site"),
                    new Floor("8", "acting"),
                    new Floor("roof", ""));

    private static final String ROOT = "dev.microauth";
    private static final Pattern PRINTED =
            Pattern.compile("\\| (roof|\\d[a-z]?) \\| `(?:dev\\.microauth|\\.([a-z]+))` \\|.*");

    private record Floor(String label, List<String> packages) {
        Floor(String label, String... packages) {
            this(label, List.of(packages));
        }
    }

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    @Test
    void enough_classes_are_looked_at() {
        // A wrong path would find none, and every rule would hold.
        assertThat(CLASSES.size()).isGreaterThan(120);
    }

    @Test
    void every_package_has_a_floor() {
        var homeless = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            if (!each.getName().equals("module-info") && floor(name(each)).isEmpty()) {
                homeless.add(each.getPackageName());
            }
        }
        assertThat(homeless)
                .as("packages without a floor: give each one in FLOORS and in ARCHITECTURE.md")
                .isEmpty();
    }

    @Test
    void every_floor_has_its_packages() {
        var built = new TreeSet<String>();
        CLASSES.forEach(each -> built.add(name(each)));
        assertThat(FLOORS.stream().flatMap(floor -> floor.packages().stream()))
                .allSatisfy(each -> assertThat(built).contains(each));
    }

    @Test
    void packages_use_lower_floors_only() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (isOurs(target)
                        && !name(target).equals(name(each))
                        && !isBelow(name(target), name(each))) {
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
    void the_map_shows_the_same_floors() throws IOException {
        SortedMap<String, String> here = new TreeMap<>();
        FLOORS.forEach(floor -> floor.packages().forEach(each -> here.put(each, floor.label())));

        SortedMap<String, String> printed = new TreeMap<>();
        List<String> section =
                Files.readAllLines(Path.of("..", "ARCHITECTURE.md")).stream()
                        .dropWhile(line -> !line.equals("## Floors inside engine"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .toList();
        for (String line : section) {
            var row = PRINTED.matcher(line);
            if (row.matches()) {
                printed.put(Optional.ofNullable(row.group(2)).orElse(""), row.group(1));
            }
        }

        assertThat(printed).as("the table of floors in ARCHITECTURE.md").isEqualTo(here);
    }

    private static boolean isBelow(String lower, String upper) {
        return floor(lower).orElse(FLOORS.size()) < floor(upper).orElse(-1);
    }

    private static boolean isOurs(JavaClass target) {
        String name = target.getPackageName();
        return (name.equals(ROOT) || name.startsWith(ROOT + "."))
                && !name.startsWith(ROOT + ".jose")
                && !name.startsWith(ROOT + ".json")
                && !name.startsWith(ROOT + ".text");
    }

    /// The name of the package below the root: `client`, and nothing for the root.
    private static String name(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(ROOT) || name.isEmpty() ? "" : name.substring(ROOT.length() + 1);
    }

    private static Optional<Integer> floor(String name) {
        Map<String, Integer> heights = new LinkedHashMap<>();
        for (int i = 0; i < FLOORS.size(); i++) {
            for (String each : FLOORS.get(i).packages()) {
                heights.put(each, i);
            }
        }
        return Optional.ofNullable(heights.get(name));
    }
}
