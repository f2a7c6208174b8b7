package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.ticker.TickerChannel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that was recorded, in every store, by one consumer: a month of futures candles, the spot candles with their hole, the features of both,
 * the trades, and the tickers that they make. Files and stores are read with code of the tests' own.
 */
@Order(1)
@ExtendWith(SharedServers.class)
class EveryStoreIT {
    private static final int FUTURES = 161_280;
    private static final int SPOT = 25_528;
    private static final int TRADES = 34_419;
    private static final int WHOLE_MINUTES = 20;
    private static final int MINUTES = WHOLE_MINUTES + 4;
    /** Without the last of each symbol, in which the recording ends. */
    private static final int CLOSED_MINUTES = MINUTES - 2;

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final List<String> TICKERS = List.of("ticker", "ticker_1h", "ticker_4h", "ticker_1d");
    private static final List<String> STREAMS =
            Stream.concat(Stream.of("klines", "trades"), TICKERS.stream()).toList();
    private static final List<String> SINKS = List.of("cassandra", "postgres", "lake");
    private static final String KEYSPACE = "every_store";
    private static final String PASSWORD = "only-for-the-tests-of-every-store";
    private static final Path POSTGRES =
            Path.of("target", "postgres", "EveryStoreIT").toAbsolutePath();

    static final String CANDLES = "symbol, timestamp, open, high, low, close, volume, close_time, quote_volume,"
            + " trades, taker_buy_volume, taker_buy_quote_volume, is_closed";
    private static final String TRADE =
            "symbol, trade_id, price, quantity, quote_quantity, trade_time, is_buyer_maker, event_time, source";
    private static final String TICKER = "symbol, event_time, open_price, high_price, low_price, last_price, volume,"
            + " quote_volume, trades, first_trade_id, last_trade_id, source";

    private static final String GAP = "symbol, interval, from_time, to_time, state";
    private static final String HOLE = "BTCUSDT 1m 1619323260000 1619340300000 empty";

    @Test
    void eachHoldsAllThatWasRecordedValueByValue(Servers servers, @TempDir Path folder) throws IOException {
        Path futures = RecordedData.folder("klines-futures-1m");
        Path spot = RecordedData.folder("klines-spot-1m");
        Path trades = RecordedData.folder("trades");
        Folders.delete(POSTGRES);
        try (PostgresServer server = PostgresServer.start(POSTGRES);
                CqlSession session = servers.superuser().connect()) {
            TestKeyspace.make(
                    session,
                    KEYSPACE,
                    Stream.concat(Stream.of("assets", "gaps", "features", "trades", "certificates"), TICKERS.stream())
                            .toList());
            PostgresSetup setup = new PostgresSetup(server.superuser());
            setup.all(PASSWORD);
            PostgresTables postgres = new PostgresTables(setup.owner());
            LakeFolder lake = new LakeFolder(folder.resolve("lake"));
            ParquetLake files = new ParquetLake(lake.folder());
            Pipeline pipeline = pipeline(servers, folder)
                    .with(setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment())
                    .with(lake.environment());
            List<Set<String>> told = new ArrayList<>();
            try (ChildJvm consumer = pipeline.streaming(STREAMS, SINKS).consumer(line -> {})) {
                play(pipeline.streaming(STREAMS, SINKS), STREAMS, trades, exchange -> {
                    exchange.channels(TickerChannel.class).forEach(channel -> told.add(said(exchange, channel)));
                    awaitRows(postgres, "trades", TRADES);
                    for (int window = 0; window < TICKERS.size(); window++) {
                        awaitRows(
                                postgres, TICKERS.get(window), told.get(window).size());
                    }
                });
                play(
                        pipeline,
                        List.of("klines"),
                        futures,
                        exchange -> awaitRows(postgres, "assets", MINUTES + FUTURES));
                play(
                        pipeline,
                        List.of("klines"),
                        only(spot, "-2021", folder.resolve("hole")),
                        exchange -> awaitHole(postgres, session, files));
                play(
                        pipeline,
                        List.of("klines"),
                        only(spot, "-2025", folder.resolve("spot")),
                        exchange -> awaitRows(postgres, "assets", MINUTES + FUTURES + SPOT));
                await().atMost(LONGEST)
                        .ignoreExceptions() // of a file that is being written
                        .untilAsserted(
                                () -> assertThat(files.rows("candles")).isEqualTo(CLOSED_MINUTES + FUTURES + SPOT));
                await().atMost(LONGEST).ignoreExceptions().untilAsserted(() -> assertThat(files.rows("ticker_1d"))
                        .isEqualTo(told.get(told.size() - 1).size()));
                // Each query ends its batch.
                assertThat(consumer.stop(STOP)).isZero();
            }

            for (String sink : List.of("cassandra", "postgres")) { // the lake has no features
                ToolRun features = ToolRun.tool(pipeline, "verify", "--what", "features", "--sink", sink);
                assertThat(features.exitCode())
                        .as(features.answer() + features.log())
                        .isZero();
                assertThat(features.answer())
                        .contains("equal: features of " + (CLOSED_MINUTES + FUTURES + SPOT) + " candles");
            }
            Map<String, String[]> candles = RecordedData.candles(futures);
            candles.putAll(RecordedData.candles(spot));
            assertThat(candles).hasSize(FUTURES + SPOT);
            candles.putAll(RecordedData.candles(trades));
            assertThat(candles).hasSize(FUTURES + SPOT + WHOLE_MINUTES);
            Recorded recorded = new Recorded(candles, Tape.read(trades), told);
            holdsAll(table -> columns -> cassandra(session, columns, table), recorded, MINUTES, EveryStoreIT::asDouble);
            holdsAll(
                    table -> columns -> postgres.lines("SELECT " + columns + " FROM assets." + table),
                    recorded,
                    MINUTES,
                    EveryStoreIT::exact);
            assertThat(lake.answer("check", "--minutes", "0"))
                    .as("the files are those of the tables")
                    .allMatch(line -> line.contains(", 0 faults, 0 files that belong to nothing"));
            holdsAll(
                    table -> columns -> files.lines(table.equals("assets") ? "candles" : table, columns),
                    recorded,
                    CLOSED_MINUTES,
                    EveryStoreIT::exact);
            new EveryStoreCertificates(pipeline, session, KEYSPACE, postgres, lake, folder).prove(spot);
        }
    }

    private static void awaitRows(PostgresTables postgres, String table, int rows) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(postgres.number("SELECT count(*) FROM assets." + table))
                .as(table)
                .isEqualTo(rows));
    }

    /** The minutes that the exchange did not have either: before a store knows that, their day is not certified. */
    private static void awaitHole(PostgresTables postgres, CqlSession session, ParquetLake files) {
        List<Callable<List<String>>> stores = List.of(
                () -> postgres.lines("SELECT " + GAP + " FROM assets.gaps"),
                () -> cassandra(session, GAP, "gaps"),
                () -> files.lines("gaps", GAP));
        stores.forEach(store -> await().atMost(LONGEST)
                .ignoreExceptions() // of a file that is being written
                .untilAsserted(() -> assertThat(store.call()).contains(HOLE)));
    }

    /** A folder with the files of {@code recorded} that have {@code part} in their names. */
    static Path only(Path recorded, String part, Path folder) throws IOException {
        Files.createDirectory(folder);
        try (Stream<Path> files = Files.list(recorded)) {
            for (Path file :
                    files.filter(name -> name.toString().contains(part)).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    private static Pipeline pipeline(Servers servers, Path folder) {
        Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_CASSANDRA_KEYSPACE", KEYSPACE)
                .with("CANDLESTREAM_CONSUMER_FEATURES", "true")
                .with("CANDLESTREAM_PRODUCER_HEAL_CONFIRM", "1 s")
                .with("ASSET_PRICES_TOPIC", "data.every_store_candles");
        for (String stream : STREAMS.subList(1, STREAMS.size())) {
            String variable = "_" + stream.toUpperCase(Locale.ROOT) + "_TOPIC";
            pipeline = pipeline.with("CANDLESTREAM_PRODUCER" + variable, "data.every_store_" + stream)
                    .with("CANDLESTREAM_CONSUMER" + variable, "data.every_store_" + stream);
        }
        return pipeline;
    }

    /** Plays what was recorded in {@code folder} to its end, and {@code stored} returns once all of it is stored. */
    private static void play(Pipeline pipeline, List<String> streams, Path folder, Consumer<Exchange> stored) {
        Market market = Market.of(folder, Interval.MINUTE_1);
        try (Exchange exchange = new Exchange(
                market, Pace.fullSpeed(), Exchange.Options.defaults().streams(streams))) {
            exchange.start();
            try (ChildJvm producer = pipeline.with(exchange).producer(line -> {})) {
                await().atMost(LONGEST).until(exchange::hasListener);
                exchange.open();
                exchange.finished().join();
                stored.accept(exchange);
                assertThat(producer.stop(STOP)).as(producer.tail()).isZero();
            }
        }
    }

    /** The tickers of one window, by symbol and time. */
    private static Set<String> said(Exchange exchange, TickerChannel channel) {
        return exchange.symbols().stream()
                .flatMap(symbol -> channel.said(symbol).stream())
                .map(ticker -> ticker.symbol() + " " + ticker.eventTime())
                .collect(Collectors.toSet());
    }

    /**
     * Fails unless {@code store} holds all of it and no more.
     *
     * @param minutes of how many of the trades' minutes it has a candle, the first and the last ones with them
     * @param number a number of a file as the store's candles have it
     */
    private static void holdsAll(Store store, Recorded recorded, int minutes, UnaryOperator<String> number) {
        List<String> rows = store.table("assets").lines(CANDLES);
        assertThat(rows).hasSize(FUTURES + SPOT + minutes).doesNotHaveDuplicates();
        Set<String> stored = new HashSet<>(rows);
        Set<String> expected = new HashSet<>();
        recorded.candles()
                .forEach(
                        (candle, cells) -> expected.add(line(candle.substring(0, candle.indexOf(' ')), cells, number)));
        assertThat(missing(expected, stored)).as("candles of the files").isEmpty();
        assertThat(missing(stored, expected))
                .as("candles of the minutes at both ends of the trades, of which not all was recorded")
                .hasSize(minutes - WHOLE_MINUTES)
                .allMatch(line -> line.matches("(BTC|ETH)USDT 17231(61240|61900)000 .*"));
        List<String> trades = store.table("trades").lines(TRADE);
        assertThat(trades).hasSize(TRADES);
        assertThat(new HashSet<>(trades)).isEqualTo(recorded.tape().lines());
        for (int window = 0; window < TICKERS.size(); window++) {
            List<String> tickers = store.table(TICKERS.get(window)).lines(TICKER);
            assertThat(tickers).hasSizeGreaterThan(1000).allSatisfy(line -> assertThat(line)
                    .isEqualTo(recorded.tape().ticker(line.split(" "))));
            assertThat(tickers.stream()
                            .map(line -> String.join(
                                    " ", Arrays.asList(line.split(" ")).subList(0, 2)))
                            .collect(Collectors.toSet()))
                    .isEqualTo(recorded.tickers().get(window));
        }
    }

    private static Set<String> missing(Set<String> wanted, Set<String> there) {
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(there);
        return missing;
    }

    /** The text of an archive file's line as {@link #CANDLES} has it. */
    static String line(String symbol, String[] cells, UnaryOperator<String> number) {
        return symbol + " "
                + IntStream.range(0, 11)
                        .mapToObj(i -> i == 0 || i == 6 || i == 8 ? cells[i] : number.apply(cells[i]))
                        .collect(Collectors.joining(" "))
                + " true";
    }

    private static List<String> cassandra(CqlSession session, String columns, String table) {
        List<String> lines = new ArrayList<>();
        for (Row row : session.execute("SELECT " + columns + " FROM " + KEYSPACE + "." + table)) {
            lines.add(IntStream.range(0, row.size())
                    .mapToObj(i -> text(row.getObject(i)))
                    .collect(Collectors.joining(" ")));
        }
        return lines;
    }

    static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        return value instanceof Instant time ? String.valueOf(time.toEpochMilli()) : String.valueOf(value);
    }

    static String exact(String number) {
        return text(new BigDecimal(number));
    }

    /** Cassandra's candles are doubles, as the contract's table has them. */
    private static String asDouble(String number) {
        return String.valueOf(Double.parseDouble(number));
    }

    /**
     * What the stores have to hold.
     *
     * @param candles the cells of each line of the files, by symbol and open time
     * @param tickers of each window those that were said, by symbol and time
     */
    private record Recorded(Map<String, String[]> candles, Tape tape, List<Set<String>> tickers) {}

    private interface Store {
        Table table(String name);
    }

    private interface Table {
        List<String> lines(String columns);
    }
}
