package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.found;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What builds, tests and releases: one way for a person, for CI and for a release. */
class BuildTest {
    private static final String POM = text("pom.xml");

    @ParameterizedTest
    @ValueSource(strings = {"candlestream", "mvnw", ".ci/run", ".ci/release", ".ci/reproducible"})
    void scriptsCanBeRun(String script) {
        assertThat(ROOT.resolve(script)).isExecutable();
    }

    /** With CDPATH in its environment a shell would go elsewhere, and print where. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "candlestream",
                ".ci/run",
                ".ci/release",
                ".ci/reproducible",
                "bench/pyspark/run",
                "docker/test",
                "docker/test-images/build",
                "notebooks/run",
                "notebooks/install",
                "notebooks/check",
                "sandbox/src/test/upgrade/make"
            })
    void scriptsGoToTheirOwnFolder(String script) {
        assertThat(text(script)).containsPattern("(?s)\nunset CDPATH\n.*cd \"\\$\\(dirname ");
    }

    /** What is too long for each change runs each night. */
    @ParameterizedTest
    @CsvSource({"ci, .ci/run", "nightly, .ci/run --all"})
    void theWorkflowsOnlyCallTheScript(String workflow, String command) {
        assertThat(found("(?m)^ *-? *run: (.+)$", text(".github/workflows/" + workflow + ".yml")))
                .containsExactly(command);
        assertThat(text(".ci/run")).contains("./candlestream test \"$@\"", ".ci/reproducible");
    }

    /** Each with the reason, and with what of it runs with each change. */
    @Test
    void whatRunsEachNightIsListed() throws IOException {
        List<String> nightly = new ArrayList<>();
        for (String module : List.of("sandbox", "bench", "checks")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("IT.java")).forEach(file -> {
                    String name = file.getFileName().toString().replace(".java", "");
                    String code = text(ROOT.relativize(file).toString());
                    if (code.contains("\n@Tag(\"nightly\")\n")) {
                        nightly.add(name);
                    }
                    found("\n    @Tag\\(\"nightly\"\\)\n    void (\\w+)\\(", code)
                            .forEach(method -> nightly.add(name + "." + method));
                });
            }
        }
        String table = text("CONTRIBUTING.md").split("\n## Each night\n", 2)[1].split("\n## ", 2)[0];

        assertThat(nightly).isNotEmpty();
        assertThat(found("`(\\w+IT(?:\\.\\w+)?)`", table.replaceAll("(?m) \\|[^|]*\\|$", "")))
                .containsExactlyInAnyOrderElementsOf(nightly);
    }

    /** The wrapper's own checksum is that of its Maven, which is no older than the build demands. */
    @Test
    void theWrapperKnowsWhatItDownloads() {
        String wrapper = text(".mvn/wrapper/maven-wrapper.properties");

        assertThat(found("(?m)^distributionUrl=https://.*/apache-maven-(3\\.[89]\\.\\d+)-bin\\.zip$", wrapper))
                .hasSize(1);
        assertThat(wrapper).containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$");
    }

    @Test
    void thePomSaysWhoseProjectItIsAndTheImageSaysTheSame() {
        String url = found("(?m)^  <url>(.+)</url>$", POM).get(0);

        assertThat(POM).contains("<scm>", "<connection>scm:git:" + url + ".git</connection>", "<developers>");
        assertThat(text("docker/Dockerfile"))
                .contains("org.opencontainers.image.source=\"" + url + "\"")
                .contains("org.opencontainers.image.licenses=\""
                        + found("<license><name>(.+?)</name>", POM).get(0) + "\"");
    }

    @Test
    void jarsAreReproducibleAndDependenciesDeclared() {
        assertThat(POM)
                .contains(
                        "<project.build.outputTimestamp>",
                        "<dependencyConvergence/>",
                        "<failOnWarning>true</failOnWarning>");
    }

    /** Each exception of the analysis stands under a comment that says why. */
    @Test
    void everyExceptionOfTheAnalysisIsExplained() {
        List<String> blocks = Stream.concat(Stream.of("."), Project.modules().stream())
                .map(module -> ROOT.resolve(module).resolve("pom.xml"))
                .filter(Files::exists)
                .map(pom -> text(ROOT.relativize(pom.normalize()).toString()))
                .flatMap(pom -> found("(?s)(<id>declared</id>.*?</execution>)", pom).stream())
                .toList();

        assertThat(blocks).hasSizeGreaterThan(5).allSatisfy(block -> assertThat(block)
                .containsPattern("(?s)<!-- .+ -->"));
    }
}
