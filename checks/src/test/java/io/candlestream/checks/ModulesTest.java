package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.found;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The modules stand once, in the parent pom; what has to name them as well is compared with it here. */
class ModulesTest {
    private static final String DOCKERFILE = text("docker/Dockerfile");

    /** Folders that only hold a lib folder of others' jars; CONTRIBUTING's table has them with the module above them. */
    private static final List<String> WITHOUT_A_ROW =
            List.of("sandbox/broker", "sandbox/cassandra", "sandbox/postgres", "bench/dsbulk", "bench/kafka-tools");

    @Test
    void everyModuleHasARowInTheTableOfFolders() {
        List<String> rows = found("(?m)^\\| `([a-z/-]+)/` \\|", text("CONTRIBUTING.md"));

        assertThat(Project.modules())
                .hasSizeGreaterThan(15)
                .filteredOn(module -> !WITHOUT_A_ROW.contains(module))
                .isSubsetOf(rows);
        assertThat(rows).doesNotHaveDuplicates().allSatisfy(folder -> assertThat(ROOT.resolve(folder))
                .isDirectory());
    }

    /** The launcher has no list of its own. */
    @Test
    void theLauncherReadsThePom() {
        assertThat(text("candlestream")).contains("pom.xml").contains("modules_of");
    }

    @Test
    void theReportOfCoverageHasEveryModuleWithCode() {
        List<String> counted = found(
                "<groupId>io.candlestream</groupId><artifactId>([a-z-]+)</artifactId><version>\\$\\{project.version}</version><type>pom</type>",
                text("checks/pom.xml"));

        assertThat(Project.modulesWithCode()).extracting(ModulesTest::artifact).isSubsetOf(counted);
        assertThat(Project.modules()).extracting(ModulesTest::artifact).containsAll(counted);
    }

    /** Our own jars change with each build, the others' stay in a layer of their own. */
    @Test
    void theImageTellsOurJarsFromTheOthers() {
        List<String> copied = found("(?m)^COPY ([a-z-]+) \\1$", DOCKERFILE);
        List<String> programs = found("for program in (.+); do", DOCKERFILE).stream()
                .flatMap(names -> Arrays.stream(names.split(" ")))
                .toList();
        List<String> own = found("-name '([a-z-]+)-\\*'", DOCKERFILE);

        assertThat(programs).isNotEmpty().isSubsetOf(copied);
        assertThat(programs.stream().flatMap(ModulesTest::ownJars).distinct()).containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void whatTheImageTakesPassesTheIgnoreFile() {
        List<String> ignored = text(".dockerignore").lines().toList();

        assertThat(found("for program in (.+); do", DOCKERFILE).get(0).split(" "))
                .allSatisfy(program -> assertThat(ignored)
                        .contains("!" + program + "/target/lib", "!" + program + "/target/" + program + ".jar"));
    }

    private static Stream<String> ownJars(String program) {
        try (Stream<Path> jars = Files.list(ROOT.resolve(program).resolve("target/lib"))) {
            return jars
                    .map(jar -> jar.getFileName().toString())
                    .filter(name -> name.endsWith("-SNAPSHOT.jar"))
                    .map(name -> name.replaceFirst("-\\d.*", ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Build the project first", e);
        }
    }

    private static String artifact(String folder) {
        return found("(?s)</parent>\\s*<artifactId>([a-z-]+)</artifactId>", text(folder + "/pom.xml"))
                .get(0);
    }
}
