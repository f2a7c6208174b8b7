package io.candlestream.checks.floor;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No program has a jar with a known hole on its class path: floors.txt has the least versions. */
class FloorsTest {
    private static final Floors FLOORS = Floors.of(text("checks/src/test/resources/floors.txt"));

    /** Two groups have an artifact of this name; Kafka's broker needs both of one, the consumer those of JetBrains and Amazon. */
    private static final Set<String> OF_TWO_GROUPS = Set.of("metrics-core", "annotations");

    private static List<Path> libs;
    private static List<Artifact> artifacts;

    @BeforeAll
    static void look() throws IOException {
        libs = Project.modules().stream()
                .filter(module -> text(module + "/pom.xml").contains("<id>lib</id><phase>prepare-package</phase>"))
                .map(module -> ROOT.resolve(module).resolve("target/lib"))
                .toList();
        artifacts = libs.stream()
                .flatMap(FloorsTest::jars)
                .flatMap(jar -> Artifact.in(jar).stream())
                .toList();
    }

    @Test
    void everyFolderOfJarsIsLookedAt() {
        assertThat(libs)
                .extracting(lib -> ROOT.relativize(lib).getParent().getParent().toString())
                .contains("binance-consumer", "dashboard", "sandbox/broker", "sandbox/cassandra", "bench/dsbulk");
        assertThat(libs).allSatisfy(lib -> assertThat(lib).isNotEmptyDirectory());
    }

    @Test
    void noJarIsBelowItsFloor() {
        assertThat(artifacts.stream().flatMap(found -> FLOORS.complaint(found).stream()))
                .as("jars with known holes; if the version in the pom is right, an older build left them: mvn clean")
                .isEmpty();
    }

    @Test
    void noFolderHasOneJarAtTwoVersions() {
        assertThat(libs).allSatisfy(lib -> assertThat(jars(lib)
                        .map(FloorsTest::withoutVersion)
                        .filter(name -> !OF_TWO_GROUPS.contains(name.replaceFirst("\\.jar$", ""))))
                .as("%s, which an older build filled as well: mvn clean", lib)
                .doesNotHaveDuplicates());
    }

    @Test
    void everyProgramsManifestNamesTheJarsBesideIt() {
        List<Path> programs = libs.stream().flatMap(FloorsTest::program).toList();

        // Our own modules lie in the consumer's jar.
        assertThat(programs).hasSizeGreaterThanOrEqualTo(6).allSatisfy(program -> assertThat(classPath(program))
                .as("%s", program)
                .allSatisfy(entry -> assertThat(program.resolveSibling(entry)).exists()));
    }

    @Test
    void whatStaysIsStillThere() {
        assertThat(FLOORS.stays()).allSatisfy(stay -> assertThat(artifacts)
                .as("needs no excuse any more: %s", stay)
                .anyMatch(found -> FLOORS.stay(found).equals(Optional.of(stay))
                        && FLOORS.floor(found)
                                .filter(floor -> Floors.below(found.version(), floor.version()))
                                .isPresent()));
    }

    @ParameterizedTest
    @CsvSource({
        "netty-codec-http-4.1.128.Final.jar,1",
        "netty-transport-native-epoll-4.1.128.Final-linux-x86_64.jar,1",
        "netty-codec-http-4.1.140.Final.jar,0",
        "netty-tcnative-classes-2.0.74.Final.jar,1",
        "commons-lang3-3.14.0.jar,1",
        "commons-lang3-3.9.jar,1",
        "commons-lang3-3.100.jar,0",
        "logback-core-1.2.11.jar,1",
        "jackson-module-scala_2.12-2.18.3.jar,1",
        "guava-32.0.1-jre.jar,0",
        "json-20090211.jar,1",
        "unheard-of-0.1.jar,0"
    })
    void anOlderJarIsFound(String jar, int complaints) {
        assertThat(Artifact.named(Path.of(jar)).stream().flatMap(found -> FLOORS.complaint(found).stream()))
                .hasSize(complaints);
    }

    private static Stream<Path> jars(Path lib) {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Build the project first", e);
        }
    }

    /** The jar beside a lib folder that has classes of ours and names what it needs. */
    private static Stream<Path> program(Path lib) {
        Path module = lib.getParent().getParent().getFileName();
        return Stream.of(lib.resolveSibling(module + ".jar"), lib.resolveSibling("bench-" + module + ".jar"))
                .filter(Files::exists);
    }

    private static List<String> classPath(Path program) {
        try (JarFile jar = new JarFile(program.toFile())) {
            String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(names.strip().split("\\s+"))
                    .filter(name -> !name.contains("-SNAPSHOT"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(program.toString(), e);
        }
    }

    private static String withoutVersion(Path jar) {
        return jar.getFileName().toString().replaceFirst("-\\d+(\\.\\w+)*", "");
    }
}
