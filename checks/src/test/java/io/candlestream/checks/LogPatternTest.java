package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All programs log in one layout, which the consumer's test proves to hide logins. */
class LogPatternTest {
    @Test
    void allProgramsHaveTheLayoutOfTheConsumer() throws IOException {
        List<Path> files = files();
        String consumers = pattern(ROOT.resolve("binance-consumer/src/main/resources/log4j2.properties"));

        assertThat(files).hasSizeGreaterThanOrEqualTo(7);
        assertThat(files)
                .allSatisfy(file -> assertThat(pattern(file)).as("%s", file).isEqualTo(consumers));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, 7, (path, attributes) -> path.toString().endsWith("src/main/resources/log4j2.properties"))) {
            return files.toList();
        }
    }

    private static String pattern(Path file) {
        return String.join(
                "\n",
                found(
                        "layout\\.(pattern = .*|always.*)",
                        Project.text(ROOT.relativize(file).toString())));
    }
}
