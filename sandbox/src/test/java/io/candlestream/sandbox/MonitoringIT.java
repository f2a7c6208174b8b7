package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real Prometheus asks the real pipeline: its figures are the table's, and a Cassandra that dies raises one alert. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
class MonitoringIT {
    private static final long SEED = 20_261_121;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Path MONITORING = ProjectFolder.find().root().resolve("monitoring");
    private static final String RAISED = "ALERTS{alertstate=~\"pending|firing\"}";

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void needsPrometheus() {
        boolean there = PrometheusServer.program().isPresent();
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("prometheus is there in CI")
                .isTrue();
        assumeThat(there).as("prometheus, of Debian's package").isTrue();
    }

    @Test
    void itsFiguresAreTheTablesAndADeadCassandraRaisesOneAlert(@TempDir Path folder)
            throws IOException, InterruptedException {
        int cassandraPort = Ports.free();
        // Its clock stands still until the programs have started: ahead by that, or its updates would be old.
        long now = System.currentTimeMillis() + 30_000;
        SeededMarket market = new SeededMarket(SEED, List.of("BTCUSDT", "ETHUSDT"), Interval.SECOND_1, now);
        try (EmbeddedServers servers = EmbeddedServers.startWatched(folder.resolve("servers"), cassandraPort);
                TestPipeline test =
                        TestPipeline.with(servers, "monitored", market, new Exchange(market, Pace.times(1)), folder)) {
            Pipeline pipeline = test.pipeline().watchable();
            try (PipelineRun run = test.start(pipeline)) {
                ConsumerWatch watch = new ConsumerWatch(pipeline);
                await().atMost(DEADLINE).until(() -> watch.look().records() > 0);
                Map<String, String> targets = Map.of(
                        "binance-producer:9401",
                        pipeline.producerMetrics().getAuthority(),
                        "binance-consumer:9402",
                        pipeline.consumerMetrics().getAuthority(),
                        "binance-cassandra:9404",
                        "127.0.0.1:" + cassandraPort);
                try (PrometheusServer prometheus = PrometheusServer.start(folder.resolve("prometheus"), targets)) {
                    everyMetricOfBoardsAndRulesIsThere(prometheus);
                    everyQueryOfTheBoardIsAnswered(prometheus);
                    killCassandra(servers, prometheus, pipeline);
                    stopTheMarket(test, run);
                    figuresAreTheTables(test, servers.brokers(), prometheus);
                }
                run.stop();
            }
        }
    }

    private static void everyMetricOfBoardsAndRulesIsThere(PrometheusServer prometheus) throws IOException {
        Set<String> used = new TreeSet<>();
        for (String file : List.of("rules/candlestream.yml", "grafana/dashboards/pipeline.json")) {
            Pattern.compile("\\b(?:candlestream|cassandra|jvm|process)_\\w+")
                    .matcher(Files.readString(MONITORING.resolve(file)))
                    .results()
                    .forEach(found -> used.add(found.group()));
        }
        used.remove("cassandra_away"); // a rule's own, there only in trouble
        assertThat(used).hasSizeGreaterThan(30);
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(prometheus.names()).containsAll(used));
    }

    /** But for those that show what is amiss, and the disk of a broker that this one is not. */
    private static void everyQueryOfTheBoardIsAnswered(PrometheusServer prometheus) throws IOException {
        JsonNode board = new ObjectMapper()
                .readTree(MONITORING.resolve("grafana/dashboards/pipeline.json").toFile());
        List<String> queries = new ArrayList<>();
        board.findValues("expr").forEach(expr -> queries.add(expr.asText().replace("$__rate_interval", "10s")));
        queries.removeIf(query -> query.matches("\\{.*|.*> 0|redpanda.*"));

        assertThat(queries).hasSizeGreaterThan(35);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(queries)
                .allMatch(query -> prometheus.value(query).isPresent()));
    }

    private void killCassandra(EmbeddedServers servers, PrometheusServer prometheus, Pipeline pipeline)
            throws IOException, InterruptedException {
        assertThat(prometheus.labels(RAISED, "alertname")).isEmpty();
        assertThat(ready(pipeline.consumerMetrics()).statusCode()).isEqualTo(200);

        servers.cassandra().kill();
        await().atMost(DEADLINE).until(() -> firing(prometheus).contains("CassandraDown"));
        await().atMost(DEADLINE)
                .until(() -> prometheus
                                .value("sum(candlestream_consumer_write_retries_total)")
                                .orElse(0.0)
                        > 0);
        assertThat(prometheus.labels(RAISED, "alertname")).containsExactly("CassandraDown");
        HttpResponse<String> unready = ready(pipeline.consumerMetrics());
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body()).startsWith("sink cassandra does not take the rows");
        assertThat(ready(pipeline.producerMetrics()).statusCode()).isEqualTo(200);

        servers.cassandra().restart();
        await().atMost(DEADLINE).until(() -> firing(prometheus).isEmpty());
        await().atMost(DEADLINE).until(() -> ready(pipeline.consumerMetrics()).statusCode() == 200);
    }

    private HttpResponse<String> ready(URI metrics) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(metrics.resolve("/ready")).build(), BodyHandlers.ofString());
    }

    private static Set<String> firing(PrometheusServer prometheus) {
        return prometheus.labels("ALERTS{alertstate=\"firing\"}", "alertname");
    }

    private static void stopTheMarket(TestPipeline test, PipelineRun run) {
        test.exchange().stop();
        assertThat(run.settle(test::verdict, Duration.ofSeconds(30)))
                .matches(Verdict::equal, "seed " + SEED + ", equal to the exchange");
    }

    private void figuresAreTheTables(TestPipeline test, String brokers, PrometheusServer prometheus) {
        long records = Topics.size(brokers, "data.monitored") + Topics.size(brokers, "data.monitored.gaps");
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(prometheus.value("sum(candlestream_consumer_records_total)"))
                        .contains((double) records));
        double published =
                prometheus.value("candlestream_producer_published_total").orElseThrow();
        double rows = prometheus.value("sum(candlestream_consumer_rows_total)").orElseThrow();
        long stored = test.verdict().stored();

        assertThat(records).as("records, of which some tell of gaps").isGreaterThanOrEqualTo((long) published);
        assertThat(rows).isBetween((double) stored, published);
        assertThat(prometheus.value("candlestream_producer_send_latency_seconds_count"))
                .contains(published);
        assertThat(prometheus
                        .value("sum(candlestream_consumer_latency_seconds_count)")
                        .orElseThrow())
                .isBetween(1.0, rows);
        assertThat(prometheus.value("sum(candlestream_consumer_dead_letters_total)"))
                .contains(0.0);
        assertThat(prometheus.value("candlestream_producer_connections")).contains(1.0);
        // Spark tells of a batch after its commit, when its records are counted already.
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(prometheus.value("candlestream_consumer_batches_total"))
                .contains((double) batches(test.pipeline())));
    }

    /** How many batches the checkpoint has seen committed. */
    private static int batches(Pipeline pipeline) {
        String[] commits =
                pipeline.checkpoint().resolve("commits").toFile().list((folder, name) -> name.matches("\\d+"));
        return 1
                + Stream.of(Objects.requireNonNull(commits))
                        .mapToInt(Integer::parseInt)
                        .max()
                        .orElseThrow();
    }
}
