package io.candlestream.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Which drills there can be. */
class DrillCommandTest {
    @Test
    void whatFitsTogetherIsPlayed() {
        DrillCommand command = options(
                "--streams", "klines,trades", "--sinks", "cassandra,postgres", "--derived", "metrics,trade_metrics");

        assertThat(command.contradiction()).isEmpty();
        assertThat(command.derived).containsExactly("metrics", "trade_metrics");
        assertThat(command.stores()).containsExactly("cassandra", "postgres");
        assertThat(options().stores()).containsExactly("cassandra");
    }

    @Test
    void aGroupOfFaultsIsChosenByItsId() {
        assertThat(options("--faults", "w3").faults())
                .extracting(Fault::kind)
                .containsExactly("connections refused with 429", "connections banned with 418");
    }

    @ParameterizedTest
    @CsvSource({
        "--derived, sums, '--derived sums: there are features, correlations, metrics, trade_metrics'",
        "--derived, trade_metrics, '--derived trade_metrics: needs --streams klines,trades'",
        "--derived, correlations, '--derived correlations: they are with BTCUSDT, which is among the first '",
        "--streams, trades, '--streams trades: the drill proves klines'",
        "--sinks, postgres, '--sinks postgres: there are cassandra'",
        "--faults, X9, '--faults X9: no such fault'",
        "--faults, g2, '--faults G2: needs --sinks cassandra,postgres'",
        "--streams, 'klines,ticker', '--streams klines,ticker: tickers and agg_trades are proved by trades, which has"
                + " to be among them'",
        "--symbols, 11, '--symbols 11'",
    })
    void whatDoesNotIsRefused(String option, String value, String reason) {
        assertThat(options(option, value).contradiction())
                .hasValueSatisfying(said -> assertThat(said).startsWith(reason));
    }

    private static DrillCommand options(String... arguments) {
        DrillCommand command = new DrillCommand();
        new CommandLine(command).parseArgs(arguments);
        return command;
    }
}
