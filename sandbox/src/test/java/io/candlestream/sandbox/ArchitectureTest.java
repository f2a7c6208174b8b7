package io.candlestream.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.candlestream.sandbox.server.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between the modules, as CONTRIBUTING.md draws them. */
class ArchitectureTest {
    private static final Map<String, List<String>> MAY_KNOW = Map.of(
            "schema", List.of(),
            "settings", List.of(),
            "history", List.of("schema"),
            "producer", List.of("schema", "settings", "history"),
            "consumer", List.of("schema", "settings"),
            "tools", List.of("schema", "settings", "history"),
            "sandbox", List.of("schema", "history"));

    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(folders());

    /** What a public class's interfaces are made of, such as the row in {@code Klines implements RowKind<AssetRow>}. */
    private static final Set<JavaClass> EXPOSED = CLASSES.stream()
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(c -> c.getInterfaces().stream())
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .collect(Collectors.toSet());

    private static List<Path> folders() {
        Path root = Home.find().root();
        return List.of("schemas", "settings", "history", "binance-producer", "binance-consumer", "tools", "sandbox")
                .stream()
                .map(module -> root.resolve(module).resolve("target/classes"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema", "settings", "history", "producer", "consumer", "tools", "sandbox"})
    void aModuleKnowsOnlyWhatItMay(String module) {
        String[] forbidden = MAY_KNOW.keySet().stream()
                .filter(other -> !other.equals(module) && !MAY_KNOW.get(module).contains(other))
                .map(other -> "io.candlestream." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("io.candlestream." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.candlestream.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingIsPublicByAccident() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(beUsedFromAnotherPackage())
                .check(CLASSES);
    }

    @Test
    void noPackageHoldsMoreThanSixteenClasses() {
        Map<String, Long> counts = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        org.assertj.core.api.Assertions.assertThat(counts.values()).allMatch(count -> count <= 16, counts.toString());
    }

    private static ArchCondition<JavaClass> beUsedFromAnotherPackage() {
        return new ArchCondition<>("be used from another package, or be started by the JVM") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean used = item.getDirectDependenciesToSelf().stream()
                        .anyMatch(d -> !d.getOriginClass().getPackageName().equals(item.getPackageName()));
                boolean started = item.getMethods().stream()
                        .anyMatch(m -> m.getModifiers().contains(JavaModifier.STATIC)
                                && (m.getName().equals("main") || m.getName().equals("premain")));
                if (!used && !started && !EXPOSED.contains(item)) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " is public and nobody needs it"));
                }
            }
        };
    }
}
