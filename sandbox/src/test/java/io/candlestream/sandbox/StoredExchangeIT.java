package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.ControlServer;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.stored.ArchiveStore;
import io.candlestream.simulator.stored.LakeStore;
import io.candlestream.simulator.stored.StoredHistory;
import io.candlestream.simulator.stored.StoredMarket;
import io.candlestream.simulator.stored.TableStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two client libraries play a stored day, of files, of the tables and of a lake, and get exactly what is stored and nothing of the future. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class StoredExchangeIT {
    private static final String KEYSPACE = "played";
    private static final List<String> STREAMS = List.of("klines", "trades", "agg_trades");
    private static final Duration LONGEST = Duration.ofSeconds(90);
    /** The tables of a lake, and the names of what is in them. */
    private static final Map<String, String> CONTENTS =
            Map.of("candles", "1m", "trades", "trades", "agg_trades", "aggTrades");

    private static final Instant AT = Instant.parse("2025-10-30T00:00:00Z");
    private static final int ROWS = 100;

    @TempDir
    private Path folder;

    @Test
    void clientsPlayAnArchiveTheTablesAndTheLake(Servers servers) throws IOException, InterruptedException {
        StoredDay.write(folder);
        LakeFolder lake = new LakeFolder(folder.resolve("lake"));
        fill(servers, lake);
        assertThatThrownBy(() -> LakeStore.open(lake.environment(), Interval.HOUR_1))
                .hasMessage("Cannot play the lake: no candles of 1h in it (--interval says which are there)");
        assertThatThrownBy(
                        () -> LakeStore.open(new LakeFolder(folder.resolve("none")).environment(), Interval.MINUTE_1))
                .hasMessageStartingWith("Cannot read the lake: Cannot read: no lake at ")
                .hasMessageNotContaining("\n");

        play(
                List.of(
                        ArchiveStore.open(folder, Interval.MINUTE_1),
                        tables(servers.superuser()),
                        LakeStore.open(lake.environment(), Interval.MINUTE_1)),
                List.of());
    }

    private StoredHistory tables(CassandraLogin login) throws IOException {
        try (CqlSession session = login.connect()) {
            TestKeyspace.make(session, KEYSPACE, List.of("assets", "trades", "agg_trades"));
            fill(session);
        }
        Map<String, String> environment = Map.of(
                "ASSET_CASSANDRA_HOST", login.host(),
                "ASSET_CASSANDRA_PORT", String.valueOf(login.port()),
                "ASSET_CASSANDRA_USERNAME", login.user(),
                "ASSET_CASSANDRA_PASSWORD", login.password(),
                "ASSET_CASSANDRA_KEYSPACE", KEYSPACE);
        SettingsLoader settings = new SettingsLoader(StoredExchangeIT.class, "candlestream.tools", Set.of("kafka"));
        return TableStore.open(settings.load(environment, new Properties()), Interval.MINUTE_1);
    }

    /** By the producer's backfill and the sink. */
    private void fill(Servers servers, LakeFolder lake) {
        String topic = "data.played_" + System.nanoTime();
        Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with(lake.environment())
                .with("CANDLESTREAM_LAKE_RAW", "false")
                .with("ASSET_PRICES_TOPIC", topic)
                .with("CANDLESTREAM_PRODUCER_TRADES_TOPIC", topic + "_trades")
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", topic + "_trades")
                .with("CANDLESTREAM_PRODUCER_AGG_TRADES_TOPIC", topic + "_agg_trades")
                .with("CANDLESTREAM_CONSUMER_AGG_TRADES_TOPIC", topic + "_agg_trades")
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        folder.resolve("bookmarks").toString())
                .streaming(STREAMS, List.of("lake"));
        ParquetLake files = new ParquetLake(lake.folder());
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            for (String stream : STREAMS) {
                ToolRun load = ToolRun.producer(
                        pipeline,
                        "backfill",
                        "--streams",
                        stream,
                        "--symbols",
                        stream.equals("klines") ? String.join(",", StoredDay.SYMBOLS) : "BTCUSDT",
                        "--from",
                        "2024-08-01",
                        "--data",
                        folder.toString(),
                        "--rate",
                        "100000");
                assertThat(load.exitCode()).as("%s", load).isZero();
            }
            CONTENTS.forEach((table, content) -> await().atMost(LONGEST)
                    .ignoreExceptions() // of a file that is being written
                    .until(() -> files.rows(table) == stored(content)));
            assertThat(consumer.stop(LONGEST)).as(consumer.tail()).isZero();
        }
    }

    private long stored(String content) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*-" + content + "-*.csv")) {
            long rows = 0;
            for (Path file : files) {
                rows += Files.readAllLines(file).size();
            }
            return rows;
        }
    }

    /**
     * Makes an exchange of each of {@code stores} and lets the clients play on all, one after the other.
     *
     * @param addresses of the exchanges made so far, three of each
     */
    private void play(List<StoredHistory> stores, List<String> addresses) throws IOException, InterruptedException {
        if (stores.isEmpty()) {
            clientsPlayOn(addresses);
            return;
        }
        try (StoredHistory history = stores.get(0);
                Exchange exchange = new Exchange(
                        new StoredMarket(history, AT.toEpochMilli()),
                        Pace.times(1),
                        Exchange.Options.defaults().streams(STREAMS))) {
            exchange.start();
            exchange.playOnlyHeard();
            exchange.pause();
            exchange.open();
            try (ControlServer control = new ControlServer(exchange, 0)) {
                List<String> all = new ArrayList<>(addresses);
                all.addAll(List.of(
                        exchange.streamUrl().toString(),
                        exchange.restUrl().toString(),
                        control.url().toString()));
                play(stores.subList(1, stores.size()), all);
            }
        }
    }

    private void clientsPlayOn(List<String> addresses) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(addresses);
        NotebookRun clients = NotebookRun.script("clients.py", arguments.toArray(String[]::new));

        for (int control = 2; control < addresses.size(); control += 3) {
            assertThat(clients.output())
                    .contains("equal: a day of klines, trades, nothing of the future, of " + addresses.get(control));
        }
        assertThat(clients.exitCode()).isZero();
    }

    private void fill(CqlSession session) throws IOException {
        for (String symbol : StoredDay.SYMBOLS) {
            for (String month : StoredDay.MONTHS) {
                candles(session, symbol, month);
            }
        }
        trades(session);
        aggTrades(session);
    }

    private void candles(CqlSession session, String symbol, String month) throws IOException {
        PreparedStatement insert = session.prepare("INSERT INTO " + KEYSPACE + ".assets (asset_name, symbol, interval,"
                + " timestamp, close_time, open, high, low, close, volume, quote_volume, trades, taker_buy_volume,"
                + " taker_buy_quote_volume, is_closed) VALUES (?, ?, '1m', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true)");
        insert(
                session,
                rows(symbol + "-1m-" + month),
                cells -> insert.bind(
                        "asset of " + symbol,
                        symbol,
                        time(cells[0]),
                        time(cells[6]),
                        Double.valueOf(cells[1]),
                        Double.valueOf(cells[2]),
                        Double.valueOf(cells[3]),
                        Double.valueOf(cells[4]),
                        Double.valueOf(cells[5]),
                        Double.valueOf(cells[7]),
                        Integer.valueOf(cells[8]),
                        Double.valueOf(cells[9]),
                        Double.valueOf(cells[10])),
                cells -> "all");
    }

    private void trades(CqlSession session) throws IOException {
        PreparedStatement insert = session.prepare("INSERT INTO " + KEYSPACE + ".trades (symbol, hour, trade_id, price,"
                + " quantity, quote_quantity, trade_time, is_buyer_maker) VALUES ('BTCUSDT', ?, ?, ?, ?, ?, ?, ?)");
        insert(
                session,
                rows("BTCUSDT-trades-2024-08"),
                cells -> insert.bind(
                        hour(cells[4]),
                        Long.valueOf(cells[0]),
                        new BigDecimal(cells[1]),
                        new BigDecimal(cells[2]),
                        new BigDecimal(cells[3]),
                        time(cells[4]),
                        cells[5].equals("True")),
                cells -> hour(cells[4]).toString());
    }

    private void aggTrades(CqlSession session) throws IOException {
        PreparedStatement insert =
                session.prepare("INSERT INTO " + KEYSPACE + ".agg_trades (symbol, hour, agg_trade_id,"
                        + " price, quantity, first_trade_id, last_trade_id, trade_time, is_buyer_maker)"
                        + " VALUES ('BTCUSDT', ?, ?, ?, ?, ?, ?, ?, ?)");
        insert(
                session,
                rows("BTCUSDT-aggTrades-2024-08"),
                cells -> insert.bind(
                        hour(cells[5]),
                        Long.valueOf(cells[0]),
                        new BigDecimal(cells[1]),
                        new BigDecimal(cells[2]),
                        Long.valueOf(cells[3]),
                        Long.valueOf(cells[4]),
                        time(cells[5]),
                        cells[6].equals("True")),
                cells -> hour(cells[5]).toString());
    }

    private List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file + ".csv")).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static Instant hour(String millis) {
        return time(millis).truncatedTo(ChronoUnit.HOURS);
    }

    /** By batches of one partition each, as fast as the server takes them. */
    private static void insert(
            CqlSession session,
            List<String[]> rows,
            Function<String[], BoundStatement> row,
            Function<String[], String> partition) {
        Map<String, List<BoundStatement>> byPartition =
                rows.stream().collect(Collectors.groupingBy(partition, Collectors.mapping(row, Collectors.toList())));
        for (List<BoundStatement> all : byPartition.values()) {
            for (int i = 0; i < all.size(); i += ROWS) {
                List<BoundStatement> some = new ArrayList<>(all.subList(i, Math.min(all.size(), i + ROWS)));
                session.execute(BatchStatement.newInstance(BatchType.UNLOGGED, some.toArray(new BoundStatement[0])));
            }
        }
    }
}
