package io.candlestream.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our image starts the JVM itself, as nobody in particular, on an exact base. */
class DockerfileTest {
    private static final List<String> LINES =
            Project.text("docker/Dockerfile").lines().toList();

    private static List<String> last(String instruction) {
        return LINES.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .reduce((first, second) -> second)
                .stream()
                .toList();
    }

    @Test
    void theBaseHasAnExactVersion() {
        assertThat(LINES)
                .filteredOn(line -> line.startsWith("ARG JRE"))
                .singleElement()
                .asString()
                .matches("ARG JRE=eclipse-temurin:17\\.\\d+\\.\\d+_\\d+-jre-\\w+");
        assertThat(LINES.stream().filter(line -> line.startsWith("FROM ")))
                .allMatch(line -> line.startsWith("FROM ${JRE}"));
    }

    @Test
    void itRunsAsNobodyInParticularAndAsTheComposeFileSays() {
        String user = last("USER").get(0);

        assertThat(user).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(ComposeFile.of(Project.text("docker-compose.yml")).services().stream()
                        .filter(Service::ours))
                .allMatch(service -> service.text("user").equals(user));
    }

    @Test
    void noShellStandsBetweenDockerAndTheProgram() {
        assertThat(last("ENTRYPOINT")).containsExactly("[\"java\"]");
        assertThat(last("CMD")).singleElement().asString().startsWith("[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer", "master", "worker", "tools", "dashboard", "health"})
    void everyRoleOfTheComposeFileIsThereAndUsed(String role) {
        assertThat(Project.text("docker/roles/" + role)).isNotBlank();
        assertThat(Stream.of(Project.text("docker-compose.yml"))).allMatch(text -> text.contains("@roles/" + role));
    }
}
