package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.found;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file, command, option and setting that the documents name exists. */
class ReadmeTest {
    /** Docker's own options. */
    private static final String OF_DOCKER = "--(scale|rm|profile)\\b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "RATIONALE.md",
                "cassandra/README.md",
                "dashboard/README.md",
                "notebooks/README.md"
            })
    void everyLinkLeadsToAFile(String document) {
        Path folder = ROOT.resolve(document).getParent();

        assertThat(found("]\\(([^)#:]+)\\)", text(document)))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "notebooks/README.md"})
    void everyCommandIsOneOfTheLaunchers(String document) {
        List<String> commands = found("\\./candlestream ([a-z-]+)", text(document));

        assertThat(commands).isNotEmpty();
        assertThat(text("candlestream"))
                .contains(commands.stream()
                        .map(command -> "./candlestream " + command)
                        .toList());
    }

    @Test
    void everyOptionExists() throws IOException {
        String sources = sources();
        String ours = text("README.md").replaceAll(OF_DOCKER, "").replaceAll("(?m)^spark-submit .*$", "");

        assertThat(found("(--[a-z]+(?:-[a-z]+)*)", ours)).hasSizeGreaterThan(8).allSatisfy(option -> assertThat(sources)
                .contains("\"" + option + "\""));
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String module :
                List.of("binance-producer", "binance-consumer", "tools", "dashboard", "sandbox", "bench")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        return sources.toString();
    }

    @Test
    void everyVariableSetsSomething() {
        String settings = Stream.of("binance-producer", "binance-consumer", "tools", "dashboard")
                .map(module -> text(module + "/src/main/resources/reference.conf"))
                .collect(Collectors.joining());

        assertThat(found("\\b((?:ASSET|REDPANDA|SPARK|CANDLESTREAM)_[A-Z_]+)\\b", text("README.md")))
                .hasSizeGreaterThan(12)
                .filteredOn(variable -> !variable.equals("CANDLESTREAM_CONFIG"))
                .allSatisfy(variable -> assertThat(settings).contains("${?" + variable + "}"));
    }
}
