package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sink.lake.TestLake;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands of a lake refuse; they make nothing where there is no lake. */
class LakeCommandsTest {
    private final AtomicReference<Exception> refusal = new AtomicReference<>();
    private final StringWriter mistakes = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"check, check", "expire, expire", "compact, merge", "rows candles, read"})
    void aLakeThatIsNotThereIsNotMade(String command, String verb) {
        Path absent = folder.resolve("absent");

        run(absent, command.split(" "));

        assertThat(refusal.get())
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("Cannot " + verb + ": no lake at file://" + absent)
                .hasMessageEndingWith("(CANDLESTREAM_LAKE_WAREHOUSE)");
        assertThat(absent).doesNotExist();
    }

    @Test
    void aFolderWithoutACatalogIsNoLake() {
        run(folder, "check");

        assertThat(refusal.get()).hasMessageStartingWith("Cannot check: no lake at file://" + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLakeWithoutTablesIsNotWithoutFaults() {
        TestLake.in(folder).close();

        run(folder, "check");

        assertThat(refusal.get()).hasMessageStartingWith("Cannot check: no tables in the lake at file://" + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expire --hours", "nightly --hours", "check --minutes"})
    void anAgeIsNotNegative(String option) {
        assertThat(run(folder, (option + " -1").split(" "))).isEqualTo(2);
        assertThat(mistakes.toString()).contains("'-1' is no number from 0");
        assertThat(refusal).hasNullValue();
    }

    private int run(Path warehouse, String... arguments) {
        CommandLine lake = Lake.commands(
                () -> ConsumerSettings.loader(Lake.class)
                        .load(Map.of("CANDLESTREAM_LAKE_WAREHOUSE", warehouse.toString()), new Properties()),
                new PrintStream(PrintStream.nullOutputStream()));
        return lake.setErr(new PrintWriter(mistakes, true))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    refusal.set(e);
                    return 2;
                })
                .execute(arguments);
    }
}
