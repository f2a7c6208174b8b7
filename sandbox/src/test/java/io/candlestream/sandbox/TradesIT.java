package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestTrades;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.FrameFault;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.trade.TradeChannel;
import io.candlestream.tools.trades.TradeProof;
import io.candlestream.tools.trades.TradeReport;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trades, from the exchange to their table beside the klines. */
@ExtendWith(SharedServers.class)
class TradesIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "XRPUSDT", "SELDOMTRADEDUSDT");

    @Test
    void theRecordedTradesStandInTheTableAndMakeTheStoredCandles(Servers servers, @TempDir Path folder) {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (TradeRun test = new TradeRun(servers, "recorded_trade_rows", market, Pace.fullSpeed(), folder)) {
            test.start();
            test.exchange.finished().join();
            test.awaitTable();

            assertThat(test.said()).hasSize(34_419);
            TradeReport report = test.proof();
            assertThat(report.equal()).as("%s", report).isTrue();
            assertThat(report.verdict())
                    .isEqualTo("equal: stored 34419  missing 0  extra 0  differing 0  candles 20  differing candles 0");
            assertThat(test.table.from("socket")).isEqualTo(34_419);
        }
    }

    @Test
    void whatTheMadeUpMarketTradesStandsInTheTableAndIsProvedByTheCommand(Servers servers, @TempDir Path folder) {
        Market market = new SeededMarket(20_261_127, SYMBOLS, Interval.MINUTE_1, TestPipeline.START);
        try (TradeRun test = new TradeRun(servers, "seeded_trade_rows", market, Pace.times(60), folder)) {
            test.start();
            test.awaitMore(2000);
            test.exchange.faults().frame(FrameFault.DUPLICATE);
            test.exchange.faults().frame(FrameFault.LATE_CLOSE);
            test.exchange.faults().frame(FrameFault.BAD_JSON);
            test.awaitMore(2000);
            test.exchange.stop();
            test.awaitTable();
            ToolRun proof = ToolRun.tool(test.settings(), "verify", "--stream", "trades");

            assertThat(proof.exitCode()).as("%s", proof).isZero();
            assertThat(proof.answer())
                    .contains("equal: stored " + test.said().size() + "  missing 0  extra 0  differing 0")
                    .contains("SELDOMTRADEDUSDT  ids ");
            test.forget("BTCUSDT");
            assertThat(ToolRun.tool(test.settings(), "verify", "--stream", "trades")
                            .answer())
                    .contains("missing  BTCUSDT  ids ")
                    .contains("NOT equal: ");
        }
    }

    /** One run of both programs with trades and klines. */
    private static final class TradeRun implements AutoCloseable {
        private final Exchange exchange;
        private final TestPipeline pipeline;
        private final CqlSession session;
        private final TradeTable table;
        private final String name;
        private PipelineRun run;

        TradeRun(Servers servers, String name, Market market, Pace pace, Path folder) {
            this.name = name;
            this.exchange =
                    new Exchange(market, pace, Exchange.Options.defaults().streams(List.of("trades", "klines")));
            this.pipeline = TestPipeline.with(servers, name + "_candles", market, exchange, folder);
            this.session = servers.superuser().connect();
            this.table = TradeTable.make(session, name);
        }

        void start() {
            run = new PipelineRun(settings(), line -> {});
            await().atMost(LONGEST).until(exchange::hasListener);
            exchange.open();
        }

        TradeChannel truth() {
            return exchange.channel(TradeChannel.class);
        }

        Collection<MarketTrade> said() {
            return exchange.symbols().stream()
                    .flatMap(symbol -> truth().said(symbol).stream())
                    .toList();
        }

        void awaitMore(int trades) {
            long before = truth().count();
            await().atMost(LONGEST).until(() -> truth().count() >= before + trades);
        }

        /** The trades that were said before anybody listened are nobody's. */
        void awaitTable() {
            Collection<String> all = TradeTable.lines(said());
            await().atMost(LONGEST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                Set<String> rows = new HashSet<>(table.rows());
                assertThat(rows)
                        .as("the producer says:%n%s", run.producer().tail())
                        .hasSameSizeAs(all)
                        .containsAll(all);
                assertThat(pipeline.verdict().equal()).as("candles").isTrue();
            });
        }

        /** Deletes a row of {@code symbol} that has others on both sides. */
        void forget(String symbol) {
            MarketTrade trade = truth().said(symbol).get(10);
            session.execute(
                    "DELETE FROM assets." + name + " WHERE symbol = ? AND hour = ? AND trade_id = ?",
                    symbol,
                    Instant.ofEpochMilli(trade.time() - trade.time() % 3_600_000),
                    trade.id());
        }

        Pipeline settings() {
            return table.fed(pipeline.pipeline());
        }

        TradeReport proof() {
            RestTrades rest = new RestTrades(
                    new RestApi(exchange.restUrl(), HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
            return new TradeProof(session, "assets", name, name + "_candles", rest, Interval.MINUTE_1)
                    .report(List.of());
        }

        @Override
        public void close() {
            if (run != null) {
                run.close();
            }
            session.close();
            pipeline.close();
        }
    }
}
