package io.candlestream.sandbox;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.board.Board;
import io.candlestream.sandbox.board.BoardPage;
import io.candlestream.sandbox.board.Macros;
import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks Prometheus and PostgreSQL what the panels of the operations board ask, while the pipeline runs and while parts of it are down. */
record OperationsCheck(
        PrometheusServer prometheus,
        PostgresServer server,
        PostgresLogin login,
        PostgresTables reader,
        PostgresTables owner,
        PipelineRun run) {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> STREAMS = List.of("klines", "trades", "ticker", "ticker_1h");

    /** Checks each panel of a database whose tables hold {@code rows}; at its end the producer has stopped. */
    void check(Map<String, Long> rows) throws IOException, SQLException {
        Board board = Board.of("operations");
        Macros macros = new Macros(Instant.EPOCH, Instant.now(), Duration.ofMinutes(10), Map.of());
        Map<String, String> queries = new TreeMap<>();
        board.queries().forEach(query -> queries.put(query.panel(), macros.promql(query.text())));
        assertThat(queries).as("no panel has two").hasSameSizeAs(board.queries());
        Set<String> checked = new TreeSet<>();
        Function<String, String> panel = title -> {
            checked.add(title);
            return queries.get(title);
        };

        Map<String, Double> counted = rows.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().doubleValue()));
        String byTable = panel.apply("Rows of each table");
        await().atMost(LONGEST)
                .untilAsserted(() -> counted.forEach((table, count) -> assertThat(
                                prometheus.values(byTable, "table").get(table))
                        .as(table)
                        .isCloseTo(count, withinPercentage(10))));
        tables(panel.apply("Tables"), rows);
        flow(panel.apply("Records published, by stream"), panel.apply("Records read, by stream"), rows);
        database(panel);
        logs(panel.apply("Logs of all containers"));
        draw(board, queries);
        services(panel.apply("Services"), panel.apply("PostgreSQL"));

        assertThat(checked).as("each panel is checked").isEqualTo(queries.keySet());
    }

    /** Leaves the board as a page, to be looked at. */
    private void draw(Board board, Map<String, String> queries) throws IOException {
        BoardPage page = new BoardPage(board);
        for (Board.Panel panel : board.panels()) {
            String query = queries.get(panel.title());
            String legend = panel.json().at("/targets/0/legendFormat").asText();
            switch (panel.json().get("type").asText()) {
                case "table" ->
                    page.table(
                            panel.title(),
                            reader.lines(query).stream()
                                    .map(line -> List.of(line.split(" ", -1)))
                                    .toList());
                case "logs" -> page.table(panel.title(), List.of(List.of(query)));
                default -> {
                    Map<String, List<BoardPage.Point>> series =
                            prometheus.range(query, legend.replaceAll("[{}]", ""), Duration.ofMinutes(2));
                    if (!legend.startsWith("{") && !series.isEmpty()) {
                        series = Map.of(legend, series.values().iterator().next());
                    }
                    page.series(panel.title(), series);
                }
            }
        }
        page.write(Path.of("target", "boards", "operations.html"));
    }

    /** The partitions until the day after tomorrow, of the candles until the month after the next, and those of the recording. */
    private void tables(String sql, Map<String, Long> rows) {
        Map<String, String> told = new TreeMap<>();
        reader.lines(sql.replace("ahead AS", "coalesce(ahead, 'epoch') AS"))
                .forEach(line -> told.put(line.split(" ", -1)[0], line));
        Instant today = Instant.now().truncatedTo(DAYS);
        assertThat(told.keySet()).containsAll(rows.keySet()).contains("gaps", "batches", "partitioning");
        rows.forEach((table, count) -> {
            String[] cells = told.get(table).split(" ", -1);
            assertThat(Long.parseLong(cells[1])).as(table).isCloseTo(count, withinPercentage(10));
            assertThat(Long.parseLong(cells[2])).as("bytes of %s", table).isGreaterThan(50 * count);
            assertThat(Long.parseLong(cells[3]))
                    .as("partitions of %s", table)
                    .isEqualTo(owner.number(
                            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'assets." + table + "'::regclass"));
            Instant until = Instant.ofEpochMilli(Long.parseLong(cells[4]));
            assertThat(until).as("partitions of %s", table).isAfterOrEqualTo(today.plus(3, DAYS));
            assertThat(until).isBefore(today.plus(table.equals("assets") ? 93 : 5, DAYS));
        });
        assertThat(told.get("gaps")).endsWith(" 0 0");
    }

    /** Over ten minutes in which Prometheus saw all of it. It guesses up to a scrape more at either end. */
    private void flow(String published, String read, Map<String, Long> rows) {
        Map<String, Double> out = prometheus.values(published, "stream");
        Map<String, Double> in = prometheus.values(read, "stream");
        for (String stream : List.of("trades", "ticker", "ticker_1h")) {
            assertThat(out.get(stream) * 600).as(stream).isCloseTo(rows.get(stream), withinPercentage(15));
            assertThat(in.get(stream) * 600).as(stream).isCloseTo(rows.get(stream), withinPercentage(15));
        }
        assertThat(out.get("klines") * 600).isGreaterThan(0.85 * rows.get("assets"));
        assertThat(out.keySet()).containsAll(STREAMS);
    }

    private void database(Function<String, String> panel) throws SQLException {
        double bytes = owner.number("SELECT pg_database_size('candlestream')");
        assertThat(prometheus.value(panel.apply("Database")).orElseThrow()).isCloseTo(bytes, withinPercentage(5));
        String longest = panel.apply("PostgreSQL: longest transaction");
        String connections = panel.apply("PostgreSQL: connections");
        Instant begun = Instant.now();
        try (Connection one = login.connect();
                Connection other = login.connect()) {
            for (Connection idle : List.of(one, other)) {
                idle.setAutoCommit(false);
                try (Statement statement = idle.createStatement()) {
                    statement.execute("SELECT 1");
                }
            }
            await().atMost(LONGEST).until(() -> prometheus.value(longest).orElse(0.0) > 3);
            assertThat(prometheus.value(longest).orElseThrow())
                    .isLessThan(Duration.between(begun, Instant.now()).toMillis() / 1000.0 + 1);
            assertThat(prometheus.values(connections, "state")).containsEntry("idle in transaction", 2.0);
            one.rollback();
            other.rollback();
        }
        await().atMost(LONGEST)
                .until(() -> !prometheus.values(connections, "state").containsKey("idle in transaction"));
    }

    /** Loki cannot be started here: what it is asked for is the label that Alloy gives to every line. */
    private static void logs(String query) throws IOException {
        assertThat(query).isEqualTo("{service=~\".+\"}");
        assertThat(Files.readString(ProjectFolder.find().root().resolve("monitoring/logs.alloy")))
                .contains("target_label  = \"service\"", "com_docker_compose_service");
    }

    /** Of a server that is down its exporter tells, of a program that it does not answer. */
    private void services(String services, String postgres) {
        Map<String, Double> running = Map.of("producer", 1.0, "consumer", 1.0, "postgres", 1.0);
        assertThat(prometheus.values(services, "job"))
                .containsAllEntriesOf(running)
                .containsEntry("cassandra", 0.0);
        assertThat(prometheus.value(postgres)).contains(1.0);
        server.kill();
        try {
            await().atMost(LONGEST).until(() -> prometheus.value(postgres).orElse(1.0) == 0);
            await().atMost(LONGEST).until(() -> prometheus
                    .labels("ALERTS{alertstate=~\"pending|firing\"}", "alertname")
                    .contains("PostgresDown"));
        } finally {
            server.restart();
        }
        await().atMost(LONGEST).until(() -> prometheus.value(postgres).orElse(0.0) == 1);
        assertThat(run.producer().stop(LONGEST)).isZero();
        await().atMost(LONGEST).until(() -> prometheus.values(services, "job").get("producer") == 0);
        assertThat(prometheus.values(services, "job")).containsEntry("consumer", 1.0);
    }
}
