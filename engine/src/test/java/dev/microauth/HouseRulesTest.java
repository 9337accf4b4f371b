package dev.microauth;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the code of this module does without, each with its reason.
class HouseRulesTest {
    private static final int LONGEST_FILE = 400;
    private static final String VAGUE =
            ".*(Impl|Manager|Helper|Helpers|Util|Utils|Common|DTO|Dto)|(Abstract|Base)[A-Z].*";

    private static final JavaClasses OURS = new ClassFileImporter().importPath("target/classes");

    @Test
    void enough_classes_are_looked_at() {
        assertThat(OURS.size()).isGreaterThan(120);
    }

    @Test
    void randomness_and_ciphers_are_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.microauth.secret")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("javax.crypto..")
                                .or(describe("SecureRandom", type(SecureRandom.class))))
                .because("what makes or uses keys has to be found, and judged, in one package")
                .check(OURS);
    }

    @Test
    void sql_stays_behind_the_database() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.microauth.db")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                                .and(describe("not SQLException", not(SQLException.class))))
                .because(
                        "connections and statements belong to db; a row mapper may let SQLException pass")
                .check(OURS);
    }

    /// Security: C15
    @Test
    void nobody_reads_the_wall_clock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .because("time comes from the injected InstantSource, or it cannot be tested")
                .check(OURS);
    }

    @Test
    void names_say_something() {
        classes()
                .should()
                .haveNameNotMatching("(.*[.$])?(" + VAGUE + ")")
                .because("a name that fits everything tells nothing")
                .check(OURS);
    }

    @Test
    void nothing_static_can_be_exchanged() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("two engines in one process must not meet in a variable")
                .check(OURS);
    }

    @Test
    void nothing_public_can_be_overwritten() {
        noFields()
                .that()
                .arePublic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .because("state is changed by methods of its class")
                .check(OURS);
    }

    @Test
    void nothing_prints_or_ends_the_process() {
        noClasses()
                .that()
                // It reads the one variable that the application names.
                .doNotHaveFullyQualifiedName("dev.microauth.MasterKeySource$FromEnvironment")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("an embedding application owns its output, its environment and its end")
                .check(OURS);
    }

    @Test
    void no_file_is_long() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        for (Path root : new Path[] {Path.of("src/main/java"), Path.of("src/test/java")}) {
            try (var files = Files.walk(root)) {
                for (Path each : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    try (var lines = Files.lines(each)) {
                        lengths.put(each.toString(), lines.count());
                    }
                }
            }
        }
        long median = lengths.values().stream().sorted().skip(lengths.size() / 2).findFirst().get();
        System.out.println("median length of " + lengths.size() + " files: " + median + " lines");

        lengths.values().removeIf(length -> length <= LONGEST_FILE);
        assertThat(lengths).as("files of more than " + LONGEST_FILE + " lines").isEmpty();
    }

    private static java.util.function.Predicate<JavaClass> type(Class<?> type) {
        return each -> each.isEquivalentTo(type);
    }

    private static java.util.function.Predicate<JavaClass> not(Class<?> type) {
        return type(type).negate();
    }
}
