package io.candlestream.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the arrows between the modules, as CONTRIBUTING.md draws them. */
class ArchitectureTest {
    /** Each module's folder, and whose classes it may know. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private enum Module {
        SCHEMAS("schemas"),
        RUNTIME("runtime"),
        HISTORY("history", SCHEMAS, RUNTIME),
        PARQUET("parquet"),
        MINUTES("minutes", RUNTIME, PARQUET),
        DERIVE("derive"),
        CERTIFY("certify", SCHEMAS, RUNTIME, HISTORY),
        INGEST("ingest", SCHEMAS, RUNTIME, HISTORY),
        PRODUCER("binance-producer", SCHEMAS, RUNTIME, HISTORY, INGEST),
        CONSUMER("binance-consumer", SCHEMAS, RUNTIME, DERIVE),
        SINK_POSTGRES("sinks/postgres", RUNTIME, CONSUMER),
        SINK_LAKE("sinks/lake", SCHEMAS, RUNTIME, CERTIFY, CONSUMER),
        SINK_MINUTES("sinks/minutes", RUNTIME, MINUTES, CONSUMER),
        TOOLS("tools", SCHEMAS, RUNTIME, HISTORY, DERIVE, CERTIFY, PARQUET, MINUTES),
        LOADER("loader", SCHEMAS, RUNTIME, HISTORY, CONSUMER, SINK_POSTGRES, SINK_LAKE),
        DASHBOARD("dashboard", SCHEMAS, RUNTIME, PARQUET),
        SIMULATOR("simulator", SCHEMAS, RUNTIME, HISTORY),
        SANDBOX("sandbox", SCHEMAS, RUNTIME, HISTORY, CERTIFY, SIMULATOR, TOOLS),
        BENCH_SPARK("bench/spark", SCHEMAS, RUNTIME, CONSUMER),
        BENCH("bench", SCHEMAS, RUNTIME, HISTORY, INGEST, SIMULATOR, PRODUCER, SANDBOX);

        private final String folder;
        private final Path classes;
        private final List<Module> mayKnow;

        Module(String folder, Module... mayKnow) {
            this.folder = folder;
            this.classes = Project.ROOT.resolve(folder).resolve("target/classes");
            this.mayKnow = List.of(mayKnow);
        }

        /** As the table of CONTRIBUTING.md writes it: producer, bench/spark. */
        String shortName() {
            return folder.replaceFirst("^binance-", "");
        }

        boolean holds(JavaClass item) {
            return Files.exists(classes.resolve(item.getName().replace('.', '/') + ".class"));
        }
    }

    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(folders());

    /** What a public class's interfaces are made of, such as the row in {@code KlineStream implements StreamType<KlineRow>}. */
    private static final Set<JavaClass> EXPOSED = CLASSES.stream()
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(c -> c.getInterfaces().stream())
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .collect(Collectors.toSet());

    /** The classes that a {@link java.util.ServiceLoader} finds. */
    private static final Set<String> SERVICES = services();

    /** What those make for others that know no more than its interface. */
    private static final Set<JavaClass> MADE = CLASSES.stream()
            .filter(c -> SERVICES.contains(c.getName()))
            .flatMap(c -> c.getMethods().stream())
            .map(method -> method.getRawReturnType())
            .collect(Collectors.toSet());

    /** What libraries make by name: Iceberg asks for a public class. */
    private static final Set<String> BY_NAME = Set.of("io.candlestream.sink.lake.LocalFiles");

    private static Set<String> services() {
        return folders().stream()
                .map(folder -> folder.resolve("META-INF/services"))
                .filter(Files::isDirectory)
                .flatMap(ArchitectureTest::lines)
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> folders() {
        return Stream.of(Module.values()).map(module -> module.classes).toList();
    }

    @Test
    void everyModuleOfThePomIsHere() {
        assertThat(Module.values())
                .extracting(module -> module.folder)
                .containsExactlyInAnyOrderElementsOf(Project.modulesWithCode());
    }

    /** What stands before a semicolon in the last column; folders without Java are none of ours. */
    @ParameterizedTest
    @EnumSource
    void theTableOfModulesHasTheSameArrows(Module module) {
        String cell = Project.found(
                        "(?m)^\\| `" + module.folder + "/` \\| .* \\| ([^|]*) \\|$", Project.text("CONTRIBUTING.md"))
                .get(0);
        List<String> names = Stream.of(Module.values()).map(Module::shortName).toList();

        assertThat(Project.found("([a-z/-]+)", cell.replaceFirst(";.*", "")).stream()
                        .filter(names::contains))
                .containsExactlyInAnyOrderElementsOf(
                        module.mayKnow.stream().map(Module::shortName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aModuleKnowsOnlyWhatItMay(Module module) {
        List<Module> forbidden = Stream.of(Module.values())
                .filter(other -> other != module && !module.mayKnow.contains(other))
                .toList();
        List<JavaClass> own = CLASSES.stream().filter(module::holds).toList();

        assertThat(own).isNotEmpty();
        assertThat(own.stream()
                        .flatMap(item -> item.getDirectDependenciesFromSelf().stream())
                        .filter(d -> forbidden.stream().anyMatch(other -> other.holds(d.getTargetClass())))
                        .map(Dependency::getDescription))
                .isEmpty();
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

    /**
     * A stream is its own packages, and what it costs beside them is counted here: a class outside that names one of its
     * classes. Every entry is a debt of the shape, not of the stream; a new stream adds none.
     */
    @ParameterizedTest
    @CsvSource({
        "io.candlestream.consumer.kline, CandleRows", // of the loader, which loads candles alone
        "io.candlestream.consumer.gap, ''",
        "io.candlestream.producer.kline, ''",
        "io.candlestream.simulator.kline, ''",
        "io.candlestream.consumer.trade, ''",
        "io.candlestream.producer.trade, ''",
        "io.candlestream.simulator.trade, ''",
    })
    void aStreamIsNamedInItsOwnPackagesAlone(String stream, String others) {
        assertThat(CLASSES.stream()
                        .filter(item -> !item.getPackageName().equals(stream))
                        .filter(item -> !item.getPackageName().startsWith("io.candlestream.bench"))
                        .filter(item -> item.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        d -> d.getTargetClass().getPackageName().equals(stream)))
                        .map(item -> item.getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", ""))
                        .collect(Collectors.toSet()))
                .as("classes outside of %s that name it", stream)
                .isEqualTo(others.isEmpty() ? Set.of() : Set.of(others));
    }

    @Test
    void noPackageHoldsMoreThanTwentyFiveClasses() {
        Map<String, Long> counts = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(counts.values()).allMatch(count -> count <= 25, counts.toString());
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
                boolean service =
                        SERVICES.contains(item.getName()) || MADE.contains(item) || BY_NAME.contains(item.getName());
                if (!used && !started && !service && !EXPOSED.contains(item)) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " is public and nobody needs it"));
                }
            }
        };
    }
}
