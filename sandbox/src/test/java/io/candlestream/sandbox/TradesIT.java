package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestAggTrades;
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
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.trades.AggTradeProof;
import io.candlestream.tools.trades.IdTable;
import io.candlestream.tools.trades.SourceById;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.trades.TradeProof;
import io.candlestream.tools.trades.TradeReport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trades, from the exchange to their table beside the klines. */
@Order(2)
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
            test.awaitAggTrades();
            theCandlesAreThoseOfTheTrades(test);
            aTradeThatIsGoneIsNamedByItsCandle(test);
        }
    }

    /** As others derived them from the recording, value by value. */
    private static void theCandlesAreThoseOfTheTrades(TradeRun test) {
        Map<String, Row> rows = RecordedData.byCandle(test.pipeline.table().rows());
        Map<String, String[]> derived = RecordedData.candles(RecordedData.folder("trades"));
        assertThat(derived).hasSize(20);
        derived.forEach((candle, cells) -> {
            Row row = rows.get(candle);
            RecordedData.assertEqual(candle, row, cells);
            assertThat(row.getLong("first_trade_id")).as(candle).isEqualTo(Long.parseLong(cells[11]));
            assertThat(row.getLong("last_trade_id")).as(candle).isEqualTo(Long.parseLong(cells[12]));
        });
    }

    private static void aTradeThatIsGoneIsNamedByItsCandle(TradeRun test) {
        ToolRun agreed = ToolRun.tool(test.settings(), "verify", "--witness");
        assertThat(agreed.exitCode()).as("%s", agreed).isZero();
        assertThat(agreed.answer())
                .containsPattern("trades = 1m +bitcoin +1\\d +0 +\\d +equal")
                .containsPattern("agg_trades = 1m +ethereum +1\\d +0 +\\d +equal");

        MarketTrade gone = List.copyOf(test.truth().said("BTCUSDT")).get(7000);
        test.table.delete(gone);
        ToolRun run = ToolRun.tool(test.settings(), "verify", "--witness");
        assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
        String row = Instant.ofEpochMilli(Interval.MINUTE_1.openOf(gone.time())).toString();
        assertThat(run.answer())
                .containsPattern("differs  trades = 1m  bitcoin  " + row + "  trades is \\d+ by 1m, \\d+ by trades")
                .containsPattern(
                        "differs  trades = 1m  bitcoin  " + row + "  volume is [0-9.]+ by 1m, [0-9.]+ by trades")
                .containsPattern("agg_trades = 1m +bitcoin +1\\d +0 +\\d +equal");
    }

    /**
     * Ten of the recording's eleven minutes: some 31,000 trades, so that 32 pages or a few more have to do; and the 17,000 aggregate trades
     * that they make, in 18 pages that weigh a sixth of one of trades.
     */
    @Test
    @Tag("nightly")
    void anOutageOfTenMinutesHealsByIdWithinTheWeightLimit(Servers servers, @TempDir Path folder) throws Exception {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (TradeRun test = new TradeRun(servers, "healed_trade_rows", market, Pace.times(20), folder)) {
            test.start();
            long begin = test.exchange.now();
            test.awaitTime(begin + 15_000);
            test.exchange.faults().refuse();
            test.exchange.faults().reset();
            test.exchange.pace(Pace.times(80));
            test.awaitTime(begin + 540_000);
            test.exchange.pace(Pace.times(20)); // so that the producer is back before the recording ends
            test.awaitTime(begin + 615_000);
            test.exchange.faults().clear();
            test.awaitHealed("reconnect", test.exchange.symbols());
            test.exchange.finished().join();
            test.awaitTable();

            assertThat(test.table.from("rest")).isBetween(30_000L, 34_000L);
            assertThat(test.gaps("open")).isEmpty();
            assertThat(HealingIT.usedWeight(test.exchange)).isLessThan(1_300);
            test.awaitAggTrades();
            assertThat(test.aggTrades.bySource().get("rest")).isBetween(16_000L, 18_745L);
            assertThat(test.aggTradeVerdict())
                    .isEqualTo("equal: aggregate trades 18745  missing 0  extra 0  differing 0  by trades 18745"
                            + "  differing from trades 0  breaks 0");
            assertThat(test.proof().verdict())
                    .isEqualTo("equal: stored 34419  missing 0  extra 0  differing 0  candles 20  differing candles 0");
        }
    }

    /** No trade follows that could show what is missing. */
    @Test
    void theLastTradesOfAMarketThatEndsDuringAnOutageAreHealed(Servers servers, @TempDir Path folder) {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (TradeRun test = new TradeRun(servers, "ended_trade_rows", market, Pace.times(60), folder)) {
            test.start();
            test.awaitTime(test.exchange.now() + 300_000);
            test.exchange.faults().refuse();
            test.exchange.faults().reset();
            test.exchange.pace(Pace.times(600));
            test.exchange.finished().join();
            test.exchange.faults().clear();
            test.awaitHealed("reconnect", test.exchange.symbols());
            test.await(() -> assertThat(test.table.rows()).isEqualTo(TradeTable.lines(test.said())));
            test.awaitAggTrades();
        }
    }

    @Test
    void aBackfillRecordsWhatItsFilesLeaveOutAndHealsItByRest(Servers servers, @TempDir Path folder)
            throws IOException {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (TradeRun test = new TradeRun(servers, "filled_trade_rows", market, Pace.fullSpeed(), folder)) {
            test.exchange.open();
            test.exchange.finished().join();
            test.writeArchive("ETHUSDT", Files.createDirectory(folder.resolve("archive")), 5000, 5100);
            Pipeline settings = test.settings().with("CANDLESTREAM_PRODUCER_BACKFILL_FOLDER", folder + "/bookmarks");
            String[] files = {
                "backfill",
                "--streams",
                "trades",
                "--symbols",
                "ETHUSDT",
                "--from",
                "2024-08-08",
                "--data",
                folder + "/archive"
            };
            String[] rest = {"backfill", "--streams", "trades", "--from", "2024-08-08", "--to", "2024-08-10"};
            test.run = new PipelineRun(settings, line -> {});
            ToolRun load = ToolRun.producer(settings, files);
            assertThat(load.exitCode()).as("%s", load).isZero();
            assertThat(load.answer() + load.log())
                    .contains("published 14415 trades of 1 symbols", "is not in what is loaded (archive)");
            test.await(() -> assertThat(test.gaps("open"))
                    .extracting(row -> row.getString("cause"))
                    .containsExactly("backfill"));

            load = ToolRun.producer(settings, rest);
            assertThat(load.exitCode()).as("%s", load).isZero();
            assertThat(load.answer() + load.log()).contains("published 34419 trades of 2 symbols");
            test.await(() -> assertThat(test.table.rows()).isEqualTo(TradeTable.lines(test.said())));
            test.await(() -> assertThat(test.gaps("healed"))
                    .extracting(row -> row.getString("source"))
                    .containsExactly("rest"));
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
            test.awaitMore(1000);
            test.run.producer().kill();
            test.awaitMore(1000);
            test.run.restartProducer();
            test.awaitHealed("restart", List.of("BTCUSDT", "XRPUSDT"));
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
        private final AggTradeTable aggTrades;
        private final String name;
        private final Instant begun = Instant.now();
        private PipelineRun run;

        TradeRun(Servers servers, String name, Market market, Pace pace, Path folder) {
            this.name = name;
            this.exchange = new Exchange(
                    market, pace, Exchange.Options.defaults().streams(List.of("trades", "klines", "agg_trades")));
            this.pipeline = TestPipeline.with(servers, name + "_candles", market, exchange, folder);
            this.session = servers.superuser().connect();
            this.table = TradeTable.make(session, name);
            this.aggTrades = AggTradeTable.make(session, name + "_aggregate");
        }

        void start() {
            run = new PipelineRun(settings(), line -> {});
            Awaitility.await().atMost(LONGEST).until(exchange::hasListener);
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
            Awaitility.await().atMost(LONGEST).until(() -> truth().count() >= before + trades);
        }

        /** The trades that were said before anybody listened are nobody's. */
        void awaitTable() {
            Collection<String> all = TradeTable.lines(said());
            await(() -> {
                Collection<String> rows = table.rows();
                Set<String> missing = new HashSet<>(all); // AssertJ would compare each row with each other
                missing.removeAll(new HashSet<>(rows));
                assertThat(missing)
                        .as("the producer says:%n%s", run.producer().tail())
                        .isEmpty();
                assertThat(rows).hasSameSizeAs(all);
                assertThat(pipeline.verdict().equal()).as("candles").isTrue();
            });
        }

        /** All that the trades make stand in their table. */
        void awaitAggTrades() {
            SortedSet<String> all = AggTradeTable.lines(said());
            await(() -> assertThat(aggTrades.rows().equals(all))
                    .as(
                            "the aggregate trades are those that the trades make; the producer says:%n%s",
                            run.producer().tail())
                    .isTrue());
        }

        void awaitTime(long time) {
            Awaitility.await().atMost(LONGEST).until(() -> exchange.now() >= time);
        }

        void await(ThrowingRunnable holds) {
            Awaitility.await()
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(holds);
        }

        /** Each of {@code symbols} has a gap of this cause that is healed. */
        void awaitHealed(String cause, List<String> symbols) {
            await(() -> assertThat(gaps("healed").stream()
                            .filter(row -> cause.equals(row.getString("cause")))
                            .map(row -> row.getString("symbol")))
                    .as("the producer says:%n%s", run.producer().tail())
                    .containsAll(symbols));
        }

        /** Writes what was said of {@code symbol} as the exchange's archive has it, but for its trades from one place to another. */
        void writeArchive(String symbol, Path archive, int from, int to) throws IOException {
            List<MarketTrade> trades = new ArrayList<>(truth().said(symbol));
            trades.subList(from, to).clear();
            Files.writeString(
                    archive.resolve(symbol + "-trades-2024-08-08.csv"),
                    trades.stream()
                            .map(trade -> String.join(
                                    ",",
                                    String.valueOf(trade.id()),
                                    MarketTrade.text(trade.price()),
                                    MarketTrade.text(trade.quantity()),
                                    MarketTrade.text(trade.quoteQuantity()),
                                    String.valueOf(trade.time()),
                                    trade.takerBuys() ? "False" : "True",
                                    "True"))
                            .collect(Collectors.joining("\n")));
        }

        /** The gaps of this run in {@code state}; other tests have theirs in the same table. */
        List<Row> gaps(String state) {
            return session.execute("SELECT * FROM assets.gaps").all().stream()
                    .filter(row -> "trade".equals(row.getString("interval"))
                            && exchange.symbols().contains(row.getString("symbol")))
                    .filter(row -> state.equals(row.getString("state")) && begun.isBefore(row.getInstant("found_at")))
                    .toList();
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
            return aggTrades
                    .fed(table.fed(pipeline.pipeline()))
                    .with("CANDLESTREAM_PRODUCER_CONNECT_GAP", "100ms")
                    .with("CANDLESTREAM_PRODUCER_BACKOFF_CAP", "200ms");
        }

        TradeReport proof() {
            RestTrades rest = new RestTrades(
                    new RestApi(exchange.restUrl(), HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
            return new TradeProof(
                            new StoredTrades(new CassandraTables(session, "assets"), name, name + "_candles"),
                            SourceById.byRest(rest),
                            Interval.MINUTE_1)
                    .report(List.of());
        }

        String aggTradeVerdict() {
            StoredTables tables = new CassandraTables(session, "assets");
            RestAggTrades rest = new RestAggTrades(
                    new RestApi(exchange.restUrl(), HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
            return new AggTradeProof(
                            new IdTable(tables, StoredStream.AGG_TRADES, aggTrades.name(), name + "_candles"),
                            new StoredTrades(tables, name, name + "_candles"),
                            SourceById.byRest(rest))
                    .report(List.of(), Optional.empty(), Optional.empty())
                    .verdict();
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
