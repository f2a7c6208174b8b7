package io.candlestream.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.settings.SettingsException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Options that exclude each other, or make no sense; no server is asked. */
class MisuseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify --no-rest                        | --no-rest is for --witness with --data DIR",
                "verify --no-rest --witness              | --no-rest is for --witness with --data DIR",
                "verify --no-rest --data D               | --no-rest is for --witness with --data DIR",
                "verify --what features --stream klines  | --what features is proved by what is stored: leave --stream out",
                "verify --what metrics --data D          | --what metrics is proved by what is stored: leave --data out",
                "verify --what features --files --data D | --what features is proved by what is stored: leave --data out",
                "verify --what features --witness        | --what features is proved by what is stored: leave --witness out",
                "verify --witness --files --data D       | candles and trades: leave --files out",
                "verify --witness --stream trades        | candles and trades: leave --stream trades out",
                "verify --files --data D --stream trades | --files is of klines: leave --stream trades out",
                "verify --files                          | --files compares all of --data DIR",
                "verify --files --data D --to 2026-01-01 | --files compares all of --data DIR",
                "verify --stream ticker_1h --data D      | --stream ticker_1h is proved by the stored trades: leave --data out",
                "list --from 2026-01-01                  | they are of days (--days)",
                "list --quick --days                     | Cannot list --days with --quick",
                "export b --times epoch -o f --format parquet | Cannot write --times epoch as Parquet",
                "dead-letters show --limit -1            | '-1' is no number from 0",
                "doctor --nonsense                       | Unknown option: '--nonsense'",
            })
    void refusesWhatWouldBeLeftOut(String line, String message) {
        assertThat(refusal(line)).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "recompute --what features",
                "refill --streams ticker_1h",
                "export bitcoin",
                "history build --from-1m 1h"
            })
    void anEndThatIsNotBehindTheBeginIsRefused(String command) {
        for (String end : new String[] {"2026-01-01", "2026-01-02"}) {
            assertThat(refusal(command + " --from 2026-01-02 --to " + end))
                    .endsWith(" from 2026-01-02T00:00Z to " + end + "T00:00Z: the end has to come after");
        }
    }

    private String refusal(String line) {
        AtomicReference<String> refusal = new AtomicReference<>("");
        CommandLine tools = Tools.commands(
                        () -> Tools.loader().load(Map.of("ASSET_CASSANDRA_HOST", "127.0.0.1:1"), new Properties()),
                        new PrintStream(PrintStream.nullOutputStream()))
                .setParameterExceptionHandler((e, arguments) -> refused(refusal, e))
                .setExecutionExceptionHandler((e, command, parsed) -> refused(refusal, e));

        assertThat(tools.execute(line.split(" +"))).as(line).isEqualTo(2);
        return refusal.get();
    }

    private static int refused(AtomicReference<String> refusal, Exception e) {
        refusal.set(e.getMessage());
        return e instanceof ParameterException || e instanceof SettingsException ? 2 : 1;
    }
}
