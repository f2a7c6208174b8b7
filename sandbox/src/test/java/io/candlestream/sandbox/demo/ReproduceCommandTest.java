package io.candlestream.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.certify.DataSet;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before anything is fetched. */
class ReproduceCommandTest {
    @TempDir
    private Path folder;

    @Test
    void candlesOfFuturesAreNotLoadedAmongThoseOfSpot() throws IOException {
        Path file = described("klines", "interval = \"1m\"\nmarket = \"um\"");

        assertThatThrownBy(() -> reproduce(file))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot load " + file + ": its candles are of futures (um), and in the table those of spot"
                        + " have the same assets (without --table)");
    }

    @Test
    void norAreTrades() throws IOException {
        Path file = described("trades", "");

        assertThatThrownBy(() -> reproduce(file)).hasMessageContaining("trades are not loaded in bulk");
    }

    /** The files have the rest of their months too. */
    @Test
    void norAreDaysOfAMonth() throws IOException {
        Path file = described("klines", "interval = \"1m\"");

        assertThatThrownBy(() -> reproduce(file))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Cannot load " + file + ": from 2026-02-10 to 2026-02-12 are not whole months, and a file of"
                                + " a month brings days too that nothing proves (describe whole months, or without --table)");
    }

    @Test
    void wholeMonthsAreLoaded() throws IOException {
        Path file = described("klines", "interval = \"1m\"");
        Files.writeString(file, Files.readString(file).replace("02-10", "02-01").replace("02-12", "04-01"));

        assertThatCode(() -> ReproduceCommand.requireLoadable(DataSet.read(file), file))
                .doesNotThrowAnyException();
    }

    private Path described(String stream, String more) throws IOException {
        return Files.writeString(folder.resolve("autumn.toml"), """
                format = "candlestream dataset 1"
                name = "autumn"
                streams = ["%s"]
                symbols = ["BTCUSDT"]
                from = "2026-02-10"
                to = "2026-02-12"
                root = "%s"
                %s
                """.formatted(stream, "0".repeat(64), more));
    }

    private void reproduce(Path file) {
        ReproduceCommand command = new ReproduceCommand();
        new CommandLine(command)
                .parseArgs(
                        file.toString(),
                        "--table",
                        "--into",
                        folder.resolve("archive").toString());
        command.call();
    }
}
