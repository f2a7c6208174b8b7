package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.found;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message and every setting of Kafka that the guide for operators names exists; {@code DocumentTest} checks the rest. */
class OperationsTest {
    private static final String GUIDE = text("docs/operations.md");
    private static final String CONFIG = text("docs/secure.conf");
    private static final List<String> PROGRAMS = List.of("binance-producer", "binance-consumer", "tools", "dashboard");

    /** The literals of all sources, those that are joined by a plus sign joined here as well. */
    private static String literals() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String module : Project.productModules()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
                }
            }
        }
        return sources.toString();
    }

    @Test
    void everyMessageIsOneOfTheCodes() throws IOException {
        List<String> messages = found("(?m)^\\| `([^`]+)` \\|", GUIDE);
        String literals = literals();

        assertThat(messages).hasSizeGreaterThan(25).allSatisfy(message -> assertThat(pieces(message))
                .isNotEmpty()
                .allSatisfy(piece -> assertThat(literals).contains(piece)));
    }

    /** What stands between the gaps of a message; "Cannot" is put before a goal that another class words. */
    private static List<String> pieces(String message) {
        return Arrays.stream(message.replaceFirst("^Cannot ", "").split("…|\\{}"))
                .map(piece -> piece.replaceAll("^[\\s:;()]+|[\\s:;()]+$", ""))
                .filter(piece -> piece.length() > 2)
                .toList();
    }

    @Test
    void everyKafkaSettingOfTheMessagesStandsInTheExampleOrInTheManual() {
        assertThat(found("`kafka\\.([a-z.]+)`", GUIDE)).isNotEmpty().allSatisfy(key -> assertThat(CONFIG + settings())
                .contains(key));
    }

    private static String settings() {
        return PROGRAMS.stream()
                .map(module -> text(module + "/src/main/resources/reference.conf"))
                .collect(Collectors.joining());
    }
}
