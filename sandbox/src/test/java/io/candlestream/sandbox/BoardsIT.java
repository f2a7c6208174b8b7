package io.candlestream.sandbox;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.board.Board;
import io.candlestream.sandbox.board.Macros;
import io.candlestream.sandbox.board.MarketAnswers;
import io.candlestream.sandbox.board.MarketAnswers.Answer;
import io.candlestream.sandbox.board.MarketAnswers.Look;
import io.candlestream.sandbox.board.Tape;
import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every query of Grafana's boards on PostgreSQL and of operations, asked as Grafana asks it: of a PostgreSQL that a real pipeline filled
 * with the recorded trades, and the same a day later a quarter dearer, and of a Prometheus that watched it. The recording says what the
 * answers have to be.
 */
@Tag("nightly")
@ExtendWith(SharedServers.class)
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardsIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String PASSWORD = "only-for-the-tests-of-boards";
    private static final List<String> STREAMS = List.of("klines", "trades", "ticker", "ticker_1h");
    private static final Map<String, String> ASSETS = Map.of("BTCUSDT", "bitcoin", "ETHUSDT", "ethereum");

    /** Midnight, within both recordings: the partitions of two days and, a day before and after, the edge of the 24 hours. */
    private static final Instant MIDNIGHT = Instant.parse("2024-08-10T00:00:00Z");

    /** Not a temporary folder of JUnit, which root alone may enter. */
    private static final Path FOLDER = Path.of("target", "postgres", "BoardsIT").toAbsolutePath();

    private final Map<String, Tape> tapes = new TreeMap<>();
    private Board market;
    private PostgresServer server;
    private PostgresTables owner;
    private PostgresTables reader;
    private PostgresExporter exporter;
    private PrometheusServer prometheus;
    private Exchange exchange;
    private PipelineRun run;
    private PostgresLogin login;

    @BeforeAll
    void start(Servers servers, @TempDir Path folder) throws IOException {
        for (Optional<Path> program : List.of(PrometheusServer.program(), PostgresExporter.program())) {
            assertThat(program.isPresent() || !"true".equals(System.getenv("CI")))
                    .as("prometheus and prometheus-postgres-exporter are there in CI")
                    .isTrue();
            assumeThat(program)
                    .as("prometheus and prometheus-postgres-exporter, of Debian's packages")
                    .isPresent();
        }
        Path tape = Files.createDirectories(folder.resolve("tape"));
        for (Tape one : Tape.of(RecordedData.folder("trades")).values()) {
            Tape both = one.andTheDayAfter();
            both.write(tape);
            tapes.put(one.symbol(), both);
        }
        market = Board.of("market-postgres");
        Folders.delete(FOLDER);
        server = PostgresServer.start(FOLDER);
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        login = setup.owner();
        owner = new PostgresTables(login);
        reader = new PostgresTables(login.as(PostgresSetup.READER, PASSWORD));
        exporter = PostgresExporter.start(login.as(PostgresSetup.MONITOR, PASSWORD), FOLDER.resolve("exporter.log"));
        record(servers, tape, folder);
    }

    private void record(Servers servers, Path tape, Path folder) throws IOException {
        exchange = new Exchange(
                Market.of(tape, Interval.MINUTE_1),
                Pace.fullSpeed(),
                Exchange.Options.defaults().streams(STREAMS));
        exchange.start();
        Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .streaming(STREAMS, List.of("postgres"))
                .with(login.as(PostgresSetup.WRITER, PASSWORD).environment())
                .with(exchange)
                .watchable();
        for (String stream : STREAMS) {
            String topic = "data.boards_" + stream + "_" + System.nanoTime();
            String name = stream.equals("klines") ? "PRICES" : stream.toUpperCase(java.util.Locale.ROOT);
            pipeline = stream.equals("klines")
                    ? pipeline.with("ASSET_PRICES_TOPIC", topic)
                    : pipeline.with("CANDLESTREAM_PRODUCER_" + name + "_TOPIC", topic)
                            .with("CANDLESTREAM_CONSUMER_" + name + "_TOPIC", topic);
        }
        prometheus = PrometheusServer.start(
                folder.resolve("prometheus"),
                Map.of(
                        "binance-producer:9401",
                        pipeline.producerMetrics().getAuthority(),
                        "binance-consumer:9402",
                        pipeline.consumerMetrics().getAuthority(),
                        "binance-postgres-exporter:9187",
                        exporter.address()));
        run = new PipelineRun(pipeline, line -> {});
        await().atMost(LONGEST).until(exchange::hasListener);
        await().atMost(LONGEST).until(() -> prometheus
                .value("sum(candlestream_consumer_records_total)")
                .isPresent());
        exchange.open();
        exchange.finished().join();
        long trades =
                tapes.values().stream().mapToInt(each -> each.trades().size()).sum();
        assertThat(trades).isEqualTo(2 * 34_419);
        await().atMost(LONGEST).until(() -> {
            run.requireAlive();
            return owner.number("SELECT count(*) FROM assets.trades") == trades;
        });
        for (String stream : List.of("ticker", "ticker_1h")) {
            await().atMost(LONGEST).until(() -> owner.number("SELECT count(*) FROM assets." + stream) == tickers());
        }
        await().atMost(LONGEST)
                .until(() ->
                        owner.candles().size() == exchange.truth().candles().count());
    }

    /** As many as the broker has acknowledged. */
    private long tickers() {
        return prometheus
                .values("sum by (stream) (candlestream_producer_published_total)", "stream")
                .get("ticker")
                .longValue();
    }

    @AfterAll
    void stop() {
        Stream.<AutoCloseable>of(run, exchange, prometheus, exporter, server).forEach(BoardsIT::close);
    }

    private static void close(AutoCloseable started) {
        try {
            if (started != null) {
                started.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachPanelOfTheMarketSaysWhatWasRecorded() throws SQLException {
        Map<String, Consumer<Answer>> checks = MarketAnswers.CHECKS;
        assertThat(market.queries())
                .as("each query of each panel is checked, and each check has a query")
                .extracting(Board.Query::panel)
                .containsExactlyInAnyOrderElementsOf(checks.keySet());

        Set<String> all = new TreeSet<>(MarketAnswers.TICKERS);
        all.addAll(List.of("trades", "assets"));
        int asked = 0;
        for (Tape tape : tapes.values()) {
            Instant second = tickersMoment(tape, MIDNIGHT.plusSeconds(60));
            for (Set<String> stored :
                    List.of(all, Set.of("trades"), Set.copyOf(MarketAnswers.TICKERS), Set.of("assets"))) {
                // A candle is whole at its minute's end, a ticker at a second's.
                Instant late = stored.equals(Set.of("assets")) ? MIDNIGHT.plus(3, MINUTES) : second;
                for (Instant to : List.of(late, late.minus(DAY), late.minus(DAY).plus(HOUR), MIDNIGHT.plus(9, DAYS))) {
                    Look look = new Look(tape, to.minus(4, MINUTES), to, stored);
                    asked += ask(look, checks);
                }
            }
        }
        assertThat(asked).isEqualTo(2 * 4 * 4 * checks.size());
    }

    /** A full second soon after {@code start} of which a ticker says just what the trades say. */
    private static Instant tickersMoment(Tape tape, Instant start) {
        return Stream.iterate(start, second -> second.plusSeconds(1))
                .limit(200)
                .filter(tape::isTickersMoment)
                .findFirst()
                .orElseThrow();
    }

    private int ask(Look look, Map<String, Consumer<Answer>> checks) throws SQLException {
        try (Connection connection = login.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String table : Stream.concat(MarketAnswers.TICKERS.stream(), Stream.of("trades", "assets"))
                        .filter(table -> !look.has(table))
                        .toList()) {
                    statement.execute("TRUNCATE assets." + table);
                }
                statement.execute("SET LOCAL ROLE " + PostgresSetup.READER);
                Macros macros = look.macros(asset(statement, look));
                for (Board.Query query : market.queries()) {
                    String sql = macros.sql(query.text());
                    try {
                        checks.get(query.panel()).accept(new Answer(look, rows(statement, sql)));
                    } catch (AssertionError e) {
                        throw new AssertionError(
                                query.panel() + " of " + look.tape().symbol() + " at " + look.to() + " of "
                                        + look.stored() + ": " + e.getMessage() + "\n" + sql,
                                e);
                    }
                }
            }
            connection.rollback();
        }
        return checks.size();
    }

    /** What the drop-down and what hides behind it offer. */
    private String asset(Statement statement, Look look) throws SQLException {
        boolean known = look.to().isBefore(MIDNIGHT.plus(2, DAYS)) || look.has("assets");
        Macros macros = look.macros("");
        List<List<Object>> symbols = new ArrayList<>();
        String asset = "";
        for (Board.Query variable : market.variables()) {
            List<List<Object>> rows = rows(statement, macros.sql(variable.text()));
            if (variable.panel().equals("symbol")) {
                symbols.addAll(rows);
            } else {
                assertThat(variable.panel()).isEqualTo("asset");
                asset = rows.get(0).get(0).toString();
            }
        }
        assertThat(symbols)
                .isEqualTo(
                        known
                                ? tapes.keySet().stream()
                                        .<List<Object>>map(List::of)
                                        .toList()
                                : List.of());
        assertThat(asset).isEqualTo(look.has("assets") ? ASSETS.get(look.tape().symbol()) : "");
        return asset;
    }

    private static List<List<Object>> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet answer = statement.executeQuery(sql)) {
            List<List<Object>> rows = new ArrayList<>();
            while (answer.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                    row.add(
                            answer.getMetaData().getColumnTypeName(i).equals("timestamptz")
                                    ? Optional.ofNullable(answer.getTimestamp(i))
                                            .map(time -> time.toInstant())
                                            .orElse(null)
                                    : answer.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** With months of rows a look opens the partitions around its moment and no other: neither is read, nor even locked. */
    @Test
    void aLookOpensThePartitionsAroundItsMomentAlone() throws SQLException {
        owner.execute("SELECT assets.make_partition(t, timestamptz '2024-08-20' - d * interval '1 day')"
                + " FROM generate_series(0, 90) d, unnest(ARRAY['assets', 'trades', 'ticker', 'ticker_1h', 'ticker_4h',"
                + " 'ticker_1d']) t");
        Instant to = MIDNIGHT.plus(4, MINUTES);
        Macros macros =
                new Macros(to.minus(HOUR), to, Duration.ofSeconds(10), Map.of("symbol", "BTCUSDT", "asset", "bitcoin"));
        Set<String> opened = new TreeSet<>();
        try (Connection connection = reader.login().connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (Board.Query query : Stream.concat(market.queries().stream(), market.variables().stream())
                        .toList()) {
                    rows(statement, macros.sql(query.text()));
                }
                rows(
                                statement,
                                "SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                                        + " WHERE l.pid = pg_backend_pid() AND c.relname ~ '_\\d{6,8}$'")
                        .forEach(row -> opened.add(row.get(0).toString()));
            }
        }
        // The price 24 h before is looked for within an hour, which began the day before that.
        Set<String> around = new TreeSet<>(List.of("assets_202408"));
        for (String table : Stream.concat(MarketAnswers.TICKERS.stream(), Stream.of("trades"))
                .toList()) {
            List.of("08", "09", "10").forEach(day -> around.add(table + "_202408" + day));
        }
        assertThat(opened).isEqualTo(around);
    }

    /** Recorded candles of three days: whole, whichever minute it is, and not an older or a later one among them. */
    @Test
    void candlesAloneAreEnoughForLowAndHigh() {
        TreeMap<Long, String[]> candles = new TreeMap<>();
        RecordedData.candles(RecordedData.folder("klines-spot-1m")).forEach((candle, cells) -> {
            if (candle.startsWith("BTCUSDT 17")) {
                candles.put(Long.parseLong(cells[0]), cells);
            }
        });
        assertThat(candles).hasSizeGreaterThan(4000);
        owner.execute("SELECT assets.make_partition('assets', to_timestamp(t)) FROM unnest(ARRAY["
                + candles.firstKey() / 1000 + ", " + candles.lastKey() / 1000
                + "]) t; INSERT INTO assets.assets (asset_name, symbol, interval, timestamp, close_time, open, high, low,"
                + " close, trades, is_closed, version) VALUES "
                + candles.values().stream().map(BoardsIT::values).collect(Collectors.joining(", ")));
        for (int minutes : new int[] {1440, 2000, 3333, candles.size()}) {
            long to = candles.firstKey() + minutes * 60_000L;
            List<String[]> day =
                    List.copyOf(candles.subMap(to - DAY.toMillis(), to).values());
            BigDecimal low = day.stream()
                    .map(cells -> new BigDecimal(cells[3]))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            BigDecimal high = day.stream()
                    .map(cells -> new BigDecimal(cells[2]))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            long trades =
                    day.stream().mapToLong(cells -> Long.parseLong(cells[8])).sum();
            assertThat(reader.lines("SELECT low, high, trades, since, whole, source FROM"
                            + " assets.last_24h('BTCUSDT', 'bitcoin', '" + Instant.ofEpochMilli(to) + "')"))
                    .containsExactly(MarketAnswers.line(low, high, trades, to - DAY.toMillis(), true, "assets"));
        }
        owner.execute("DELETE FROM assets.assets WHERE timestamp > '2025-01-01'");
    }

    private static String values(String[] cells) {
        return "('bitcoin', 'BTCUSDT', '1m', to_timestamp(" + cells[0] + " / 1000.0), to_timestamp(" + cells[6]
                + " / 1000.0), " + String.join(", ", List.of(cells).subList(1, 5)) + ", " + cells[8] + ", true, 1)";
    }

    @Test
    void eachPanelOfTheOperationsSaysWhatIsTheCase() throws IOException, SQLException {
        Map<String, Long> rows = new TreeMap<>();
        tapes.values().forEach(tape -> rows.merge("trades", (long) tape.trades().size(), Long::sum));
        rows.put("assets", exchange.truth().candles().count());
        rows.put("ticker", tickers());
        rows.put("ticker_1h", tickers());
        new OperationsCheck(prometheus, server, login, reader, owner, run).check(rows);
    }

    @Test
    void theExportersRoleSeesNoRow() {
        PostgresTables monitor = new PostgresTables(login.as(PostgresSetup.MONITOR, PASSWORD));
        assertThatThrownBy(() -> monitor.number("SELECT count(*) FROM assets.trades"))
                .hasStackTraceContaining("permission denied");
        assertThat(monitor.number("SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'gaps'"))
                .isOne();
    }
}
