package io.candlestream.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker compose itself says of the file; needs its command, but no engine. */
class ComposeCommandTest {
    private static final Optional<List<String>> COMPOSE = Stream.of(
                    List.of("docker", "compose"), List.of("docker-compose"))
            .filter(command -> run(command, Path.of("."), Redirect.DISCARD, "version") == 0)
            .findFirst();

    @TempDir
    Path folder;

    @Test
    void refusesTheExampleAsItIsAndTakesItWithPasswords() throws IOException {
        assumeThat(COMPOSE)
                .as("docker compose or docker-compose, without which the compose file is only linted")
                .isPresent();
        String example = Project.text(".env.example");
        Files.writeString(folder.resolve("docker-compose.yml"), Project.text("docker-compose.yml"));

        assertThat(config(example)).isNotZero();
        assertThat(folder.resolve("out")).content().containsPattern("choose [A-Z_]+ in .env");

        assertThat(config(example.replaceAll("(?m)=$", "=0123456789abcdef"))).isZero();
        assertThat(folder.resolve("out")).content().contains("ASSET_CASSANDRA_PASSWORD: 0123456789abcdef");
    }

    /** Laid over the other file, as an operator would. */
    @Test
    void refusesTheFileOfPostgresqlWithoutItsPasswordAndTakesItWithOne() throws IOException {
        assumeThat(COMPOSE)
                .as("docker compose or docker-compose, without which the compose files are only linted")
                .isPresent();
        String example = Project.text(".env.example").replaceAll("(?m)=$", "=0123456789abcdef");
        List<String> files = List.of("docker-compose.yml", "docker-compose.postgres.yml");
        for (String file : files) {
            Files.writeString(folder.resolve(file), Project.text(file));
        }
        String[] config = {"-f", files.get(0), "-f", files.get(1), "config"};

        assertThat(config(example.replaceAll("(?m)^POSTGRES_ADMIN_PASSWORD=.*$", ""), config))
                .isNotZero();
        assertThat(folder.resolve("out")).content().contains("choose POSTGRES_ADMIN_PASSWORD in .env");

        assertThat(config(example, config)).isZero();
        assertThat(folder.resolve("out")).content().contains("CANDLESTREAM_CONSUMER_SINKS: cassandra,postgres");
    }

    private int config(String environment) throws IOException {
        return config(environment, "config");
    }

    private int config(String environment, String... arguments) throws IOException {
        Files.writeString(folder.resolve(".env"), environment);
        Redirect out = Redirect.to(folder.resolve("out").toFile());
        return run(COMPOSE.orElseThrow(), folder, out, arguments);
    }

    private static int run(List<String> compose, Path folder, Redirect out, String... arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such command
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while " + command + " ran", e);
        }
    }
}
