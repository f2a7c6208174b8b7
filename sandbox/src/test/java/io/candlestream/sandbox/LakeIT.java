package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.trade.TradeChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Recorded klines and trades in a lake: value by value, over deaths of the consumer, and a batch that is repeated after compaction and expiry. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class LakeIT {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final int DEATHS = 2;
    private static final List<String> TRADE = List.of(
            "symbol",
            "trade_id",
            "price",
            "quantity",
            "quote_quantity",
            "hour",
            "trade_time",
            "is_buyer_maker",
            "event_time");
    private static final List<String> CANDLE = List.of(
            "symbol",
            "interval",
            "timestamp",
            "close_time",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "taker_buy_volume",
            "taker_buy_quote_volume",
            "trades",
            "first_trade_id",
            "last_trade_id",
            "is_closed",
            "event_time",
            "source");

    /** Topics of this try alone: another one has the same broker. */
    private final String klinesTopic = "data.lake_klines_" + System.nanoTime();

    private final String tradesTopic = "data.lake_trades_" + System.nanoTime();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @Test
    void theTablesAreWhatTheExchangeSaidWhateverHappens(Servers servers, @TempDir Path folder) throws IOException {
        LakeFolder lake = new LakeFolder(folder.resolve("lake"));
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (Exchange exchange = new Exchange(
                market, Pace.fullSpeed(), Exchange.Options.defaults().streams(List.of("trades", "klines")))) {
            exchange.start();
            Pipeline pipeline = pipeline(servers, lake, folder).with(exchange);

            overDeathsOfTheConsumer(exchange, pipeline, lake);
            aBatchThatIsRepeatedAfterCompactionAndExpiry(pipeline, lake);
            aBatchThatComesAgainWithOtherStreams(pipeline, lake, folder);
        }
    }

    private Pipeline pipeline(Servers servers, LakeFolder lake, Path folder) throws IOException {
        Path settings = Files.writeString(folder.resolve("lake.conf"), """
                candlestream.producer.streams.trades.enabled = true
                candlestream.consumer.streams {
                  klines.sinks = [lake]
                  trades { enabled = true, sinks = [lake] }
                }
                """);
        return Pipeline.between(servers, servers.superuser(), folder)
                .with(lake.environment())
                .with("CANDLESTREAM_CONFIG", settings.toString())
                .with("ASSET_PRICES_TOPIC", klinesTopic)
                .with("CANDLESTREAM_PRODUCER_TRADES_TOPIC", tradesTopic)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", tradesTopic)
                .with("CANDLESTREAM_CONSUMER_FILES_TRIGGER", "500 ms")
                .with("CANDLESTREAM_CONSUMER_FILES_MAX_OFFSETS_PER_TRIGGER", "4000");
    }

    private void overDeathsOfTheConsumer(Exchange exchange, Pipeline pipeline, LakeFolder lake) {
        try (PipelineRun run = new PipelineRun(pipeline, log::add)) {
            await().atMost(LONGEST).until(exchange::hasListener);
            exchange.open();
            for (int death = 0; death < DEATHS; death++) {
                long batches = batches();
                await().atMost(LONGEST).until(() -> batches() > batches);
                run.consumer().kill();
                run.restartConsumer();
            }
            exchange.finished().join();
            Set<String> trades = PostgresTables.trades(said(exchange));
            assertThat(trades).hasSize(34_419);
            ParquetLake files = new ParquetLake(lake.folder());
            await().atMost(LONGEST)
                    .ignoreExceptions() // of a file that is being written
                    .until(() -> files.rows("trades") >= trades.size());
            await().atMost(LONGEST)
                    .pollInterval(LOOK_AGAIN)
                    .until(() -> rows(lake, "trades", TRADE).size() == trades.size());
            assertThat(rows(lake, "trades", TRADE)).isEqualTo(trades);
            Set<String> candles = PostgresTables.candles(exchange.truth().candles());
            await().atMost(LONGEST).pollInterval(LOOK_AGAIN).until(() -> rows(lake, "raw", CANDLE)
                    .equals(candles));
            assertThat(rows(lake, "candles", CANDLE))
                    .isEqualTo(candles.stream()
                            .filter(row -> row.contains(" true "))
                            .collect(Collectors.toCollection(TreeSet::new)));
            run.stop();
        }
    }

    private long batches() {
        return log.stream().filter(line -> line.contains(" batch ")).count();
    }

    private static Collection<MarketTrade> said(Exchange exchange) {
        return exchange.symbols().stream()
                .flatMap(symbol -> exchange.channel(TradeChannel.class).said(symbol).stream())
                .toList();
    }

    /** The newest version of each row as one text of these columns. */
    private static Set<String> rows(LakeFolder lake, String table, List<String> columns) {
        Set<String> rows = new TreeSet<>();
        lake.read(table, row -> rows.add(line(row, columns)));
        return rows;
    }

    private static String line(Map<String, String> row, List<String> columns) {
        return columns.stream().map(row::get).collect(Collectors.joining(" "));
    }

    private void aBatchThatIsRepeatedAfterCompactionAndExpiry(Pipeline pipeline, LakeFolder lake) throws IOException {
        lake.answer("check", "--minutes", "0", "--delete");
        List<String> rows = everyVersion(lake);
        lake.answer("compact");
        lake.answer("expire", "--hours", "0");
        ReplayIT.forgetNewestCommit(pipeline.checkpoint());
        log.clear();
        try (ChildJvm consumer = pipeline.consumer(log::add)) {
            await().atMost(LONGEST)
                    .until(() -> log.stream().anyMatch(line -> line.contains("already")) && batches() > 0);
            assertThat(consumer.stop(STOP)).isZero();
        }
        assertThat(everyVersion(lake)).isEqualTo(rows);
        assertThat(lake.answer("check", "--minutes", "0"))
                .allMatch(line -> line.contains(", 0 faults, 0 files that belong to nothing"));
        assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
    }

    /** Which Spark then cannot repeat as it was: the next one is cut otherwise, and has another number. */
    private void aBatchThatComesAgainWithOtherStreams(Pipeline pipeline, LakeFolder lake, Path folder)
            throws IOException {
        List<String> rows = everyVersion(lake);
        ReplayIT.forgetNewestCommit(pipeline.checkpoint());
        log.clear();
        Path klinesAlone = Files.writeString(
                folder.resolve("klines.conf"), "candlestream.consumer.streams.klines.sinks = [lake]\n");

        untilAllIsRead(pipeline.with("CANDLESTREAM_CONFIG", klinesAlone.toString()), "is no longer read");
        untilAllIsRead(pipeline, "is read again, from where it was left");

        assertThat(batches()).as("they have read the batch again").isPositive();
        assertThat(everyVersion(lake)).isEqualTo(rows);
        assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
    }

    private void untilAllIsRead(Pipeline pipeline, String sign) {
        Pipeline watched = pipeline.watchable();
        ConsumerWatch watch = new ConsumerWatch(watched);
        try (ChildJvm consumer = watched.consumer(log::add)) {
            await().atMost(LONGEST).until(() -> log.stream().anyMatch(line -> line.contains(sign)));
            long told = System.nanoTime(); // behind it a batch is committed, or the query says that it has none
            await().atMost(LONGEST).until(() -> watch.look().lastCommit() > told);
            assertThat(consumer.stop(STOP)).isZero();
        }
    }

    /** By DuckDB, from the files: {@code check} says that they are those of the tables. */
    private static List<String> everyVersion(LakeFolder lake) {
        ParquetLake files = new ParquetLake(lake.folder());
        List<String> rows = new ArrayList<>(files.lines("trades", String.join(", ", TRADE) + ", version"));
        for (String table : List.of("raw", "candles")) {
            rows.addAll(files.lines(table, String.join(", ", CANDLE) + ", asset_name, version"));
        }
        Collections.sort(rows);
        return rows;
    }
}
