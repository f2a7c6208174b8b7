package io.candlestream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Options that nothing can be loaded with; nobody is asked anything. */
class BackfillCommandTest {
    private static final String SCHEMA = Path.of(System.getProperty("candlestream.home"), "schemas/assets.avsc")
            .toString();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from 9999-01-01           | Cannot load from 9999-01-01T00:00Z: that time is yet to come (--from)",
                "--days -1                   | '-1' is no number from 0",
                "--from 2021-04-24 --sinks 'postgres;lake' | Cannot load into sinks postgres;lake: a sink is named as in",
                "--from 2021-04-24 --sinks cassandra,x.y | Cannot load into sinks cassandra,x.y: a sink is named as in",
                "--from 2021-04-24 --to 2020-01-01 | the end has to come after",
                "--from 2021-04-24 --rate 0  | at least 1 is needed (--rate)",
                "--from 2021-04-24 --correct | Cannot correct without files",
                "--from 2021-04-24 --streams klimes | Cannot load stream klimes: there is",
            })
    void refusesWhatItCannotLoad(String options, String message) {
        AtomicReference<Exception> refusal = new AtomicReference<>();
        CommandLine line = BackfillCommand.line(() -> ProducerSettings.loader()
                        .load(Map.of("ASSET_SYMBOLS", "BTCUSDT", "ASSET_SCHEMA_LOCATION", SCHEMA), new Properties()))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    refusal.set(e);
                    return 1;
                })
                .setParameterExceptionHandler((e, arguments) -> {
                    refusal.set(new SettingsException(e.getMessage()));
                    return 2;
                });

        line.execute(options.replace("'", "").split(" +"));

        assertThat(refusal.get()).isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }
}
