package dev.microauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The floors of a module: a package stands on one of them, uses lower ones only, and the map shows the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FloorsContract {
    private static final String ALL = "dev.microauth";
    private static final Pattern PRINTED =
            Pattern.compile("\\| (roof|\\d[a-z]?) \\| `([a-z.]+)` \\|.*");

    private final JavaClasses classes = new ClassFileImporter().importPath("target/classes");
    private final String module;
    private final String root;
    private final List<Floor> floors;
    private final SortedMap<String, Integer> heights = new TreeMap<>();

    /// The names of packages on one floor are those below the root of the module; the root itself has none.
    public record Floor(String label, List<String> packages) {
        public Floor(String label, String... packages) {
            this(label, List.of(packages));
        }
    }

    /// @param floors from the lowest to the highest
    protected FloorsContract(String module, String root, List<Floor> floors) {
        this.module = module;
        this.root = root;
        this.floors = floors;
        for (int i = 0; i < floors.size(); i++) {
            for (String each : floors.get(i).packages()) {
                heights.put(whole(each), i);
            }
        }
    }

    @Test
    void enough_classes_are_looked_at() {
        // A wrong path would find none, and every rule would hold.
        assertThat(classes.size()).isGreaterThan(40);
    }

    @Test
    void every_package_has_a_floor_and_every_floor_its_packages() {
        var built = new TreeSet<String>();
        classes.stream().filter(this::isOurs).forEach(each -> built.add(each.getPackageName()));

        assertThat(heights.keySet())
                .as("packages with a floor, in FLOORS and in ARCHITECTURE.md")
                .isEqualTo(built);
    }

    @Test
    void packages_use_lower_floors_only() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : classes) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(each)
                        && isOurs(target)
                        && !target.getPackageName().equals(each.getPackageName())
                        && heights.getOrDefault(target.getPackageName(), Integer.MAX_VALUE)
                                >= heights.getOrDefault(each.getPackageName(), -1)) {
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
        var here = new TreeMap<String, String>();
        floors.forEach(
                floor -> floor.packages().forEach(each -> here.put(printed(each), floor.label())));
        var printed = new TreeMap<String, String>();
        Files.readAllLines(Path.of("..", "ARCHITECTURE.md")).stream()
                .dropWhile(line -> !line.equals("## Floors inside " + module))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .map(PRINTED::matcher)
                .filter(row -> row.matches())
                .forEach(row -> printed.put(row.group(2), row.group(1)));

        assertThat(printed).as("the table of floors in ARCHITECTURE.md").isEqualTo(here);
    }

    /// What classes of the module use outside of it and this refuses.
    ///
    /// @param refuses is given the names of the class that uses and of the one that is used
    protected final SortedSet<String> used(BiPredicate<String, String> refuses) {
        var wrong = new TreeSet<String>();
        for (JavaClass each : classes) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive()
                        && !isOurs(target)
                        && refuses.test(each.getName(), target.getName())) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        return wrong;
    }

    /// Whether it was built here, in a package.
    private boolean isOurs(JavaClass each) {
        return classes.contain(each.getName()) && !each.getPackageName().isEmpty();
    }

    private String whole(String name) {
        return name.isEmpty() ? root : root + "." + name;
    }

    private String printed(String name) {
        String whole = whole(name);
        return whole.equals(ALL) ? ALL : whole.substring(ALL.length());
    }
}
