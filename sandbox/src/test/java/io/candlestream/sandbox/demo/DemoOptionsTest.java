package io.candlestream.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** What is refused of a demo's options, before anything starts. */
class DemoOptionsTest {
    private static final String ROW = "1735689600000,1.0,2.0,0.5,1.5,10.5,1735689659999,15.0,3,4.0,6.0,0\n";

    @ParameterizedTest
    @CsvSource({"BTCUSTD, BTCUSDT", "etusdt, ETHUSDT", "SOL, SOLUSDT"})
    void aMisspeltPairIsNamedWithTheNearestAndHowToListThem(String typed, String meant) {
        assertThatThrownBy(() -> DemoMarket.of(options("--symbols=XRPUSDT," + typed), Instant.now()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot start the demo: --symbols " + typed.toUpperCase(java.util.Locale.ROOT)
                        + ": the made-up market has no such pair; did you mean ")
                .hasMessageContaining(meant)
                .hasMessageEndingWith(
                        "(./candlestream demo --list-symbols prints all " + SeededMarket.LISTED.size() + ")");
    }

    @Test
    void aMisspeltPairIsRefusedBeforeAnythingStarts() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Demo demo = new Demo(options("--symbols=FOOBAR", "--for=5s"), Optional.empty(), new PrintStream(out));

        assertThatThrownBy(demo::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FOOBAR")
                .hasMessageContaining("has no such pair")
                .hasMessageContaining("--list-symbols");
        assertThat(out.size()).isZero();
    }

    @Test
    void whatIsNoIntervalIsNamed() {
        assertThatThrownBy(() -> options("--interval=7m")).hasMessageContaining("'7m' is no interval");
    }

    @Test
    void aPairThatTheFolderDoesNotHoldIsNamedToo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), ROW);

        assertThatThrownBy(() -> DemoMarket.of(options("--symbols=BTCUSD", "--data=" + folder), Instant.now()))
                .hasMessageContaining(folder + " has no such pair; did you mean BTCUSDT?")
                .hasMessageEndingWith("--data " + folder + " --list-symbols prints all 1)");
        assertThat(printed("--data=" + folder)).containsExactly("BTCUSDT");
    }

    @Test
    void allPairsCanBeListed() {
        assertThat(printed())
                .containsExactlyInAnyOrderElementsOf(SeededMarket.LISTED)
                .isSorted();
    }

    @Test
    void anExchangeIsAskedWhichPairsItTrades() {
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT", "ETHUSDT"), Interval.MINUTE_1, 0);
        try (Exchange exchange = new Exchange(market, Pace.fullSpeed())) {
            exchange.start();
            exchange.open();
            org.awaitility.Awaitility.await().until(() -> exchange.truth().updates() > 100);

            assertThat(Symbols.traded(exchange.restUrl())).contains(List.of("BTCUSDT", "ETHUSDT"));
        }
        assertThat(Symbols.traded(URI.create("http://127.0.0.1:1"))).isEmpty();
    }

    @Test
    void aPortThatIsTakenAGapBetweenCommasAndADemoWithoutCandlesAreRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(options("--page-port=" + taken.getLocalPort()).contradiction())
                    .hasValueSatisfying(text -> assertThat(text).contains("it is taken"));
        }
        assertThat(options("--symbols=BTCUSDT,,ETHUSDT").contradiction())
                .contains("--symbols BTCUSDT,,ETHUSDT: a name is missing between two commas");
        assertThat(options("--streams=mids").contradiction())
                .contains("--streams mids: the demo shows and proves klines, which has to be among them");
        assertThat(options("--symbols=BTCUSDT", "--streams=klines,mids", "--page-port=0")
                        .contradiction())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data=.", "--speed=10", "--speed=max", "--seed=1"})
    void theRealExchangeHasNeitherSpeedNorSeed(String option) {
        assertThat(options("--live", option).contradiction())
                .contains("--live and " + option.replaceFirst("=.*", "") + " exclude each other");
        assertThat(options("--live", "--interval=1m").contradiction()).isEmpty();
    }

    @Test
    void aStreamThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> new SimulatedExchange(options("--streams=klines,prices")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Cannot play the stream 'prices': there is agg_trades, klines, mids, ticker, ticker_1d, ticker_1h, ticker_4h, trades");
    }

    private static List<String> printed(String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Symbols.print(options(options), new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static DemoOptions options(String... options) {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs(options);
        return asked.options;
    }

    @CommandLine.Command
    private static final class Asked {
        @Mixin
        private final DemoOptions options = new DemoOptions();
    }
}
