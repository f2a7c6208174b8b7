package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Klines in one query, gaps in another, whose sink is a second address of Cassandra: while nobody answers there, for longer than
 * is waited, candles are stored as before, and the gaps come once it is back.
 */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class TwoQueriesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String NAME = "two_queries";
    private static final String WAITS = "waits while the others go on";
    private static final SeededMarket MARKET =
            new SeededMarket(11, List.of("ADAUSDT", "DOTUSDT", "XRPUSDT"), Interval.MINUTE_1, TestPipeline.START);

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Exchange exchange = new Exchange(MARKET, Pace.times(300));

    @TempDir
    Path folder;

    @Test
    void candlesGoOnWhileTheSinkOfTheGapsIsAway(Servers servers) throws IOException {
        TopicRecords topics = new TopicRecords(servers.brokers());
        try (TestPipeline test = TestPipeline.with(servers, NAME, MARKET, exchange, folder);
                CqlSession session = servers.superuser().connect();
                Relay relay = new Relay(servers.superuser().port(), Ports.free())) {
            session.execute(gapsTable());
            Pipeline how = test.pipeline()
                    .with("CANDLESTREAM_PRODUCER_HEAL_AFTER_CLOSE", "2 s")
                    .with("CANDLESTREAM_CONFIG", settings(relay.port()).toString());
            try (ChildJvm producer = how.producer(line -> {})) {
                test.open(producer);
                try (ChildJvm consumer = how.consumer(log::add)) {
                    await().atMost(DEADLINE).until(() -> test.verdict().stored() > 0);
                    lose(30);
                    await().atMost(DEADLINE).until(() -> said(WAITS) == 1);
                    assertThat(stored(session)).isEmpty();

                    relay.join();
                    await().atMost(DEADLINE)
                            .untilAsserted(() ->
                                    assertThat(stored(session)).isNotEmpty().isEqualTo(told(topics)));
                    Instant joined = Instant.now();
                    awaitClosed(60);
                    Instant cut = Instant.now();
                    relay.cut();
                    lose(30);
                    await().atMost(DEADLINE).until(() -> said(WAITS) == 2);
                    awaitClosed(60);
                    assertThat(consumer.alive()).as(consumer.tail()).isTrue();
                    Instant back = Instant.now();
                    relay.join();

                    exchange.stop();
                    await().atMost(DEADLINE).untilAsserted(() -> {
                        assertThat(test.verdict()).as(consumer.tail()).matches(Verdict::equal);
                        assertThat(stored(session))
                                .as(String.join("\n", log))
                                .isEqualTo(told(topics))
                                .allSatisfy((gap, state) -> assertThat(state).isEqualTo("healed"));
                    });
                    assertThat(latency(test, cut, back))
                            .as("from the frame to the batch, while the other sink is away")
                            .isLessThan(latency(test, joined, cut).plusSeconds(1));
                    assertThat(consumer.stop(DEADLINE)).isZero();
                }
                assertThat(producer.stop(DEADLINE)).isZero();
            }
        }
        assertThat(log).noneMatch(line -> line.contains("\tat "));
    }

    private static String gapsTable() throws IOException {
        return Files.readString(ProjectFolder.find().root().resolve("cassandra/gaps.cql"))
                .replaceAll("(?m)--.*$", "")
                .strip()
                .replaceAll(";$", "")
                .replace("assets.gaps", "assets." + NAME + "_gaps");
    }

    private Path settings(int port) throws IOException {
        return Files.writeString(folder.resolve("two.conf"), """
                candlestream.consumer {
                  startup-deadline = 4 s
                  sinks.second { type = cassandra, port = %d, write-deadline = 2 s, request-timeout = 1 s }
                  streams.gaps { table = %s_gaps, sinks = [second], query = gaps }
                  queries.gaps { trigger = 200 ms }
                }
                """.formatted(port, NAME));
    }

    /** Cuts the producer off until {@code candles} have closed, which it fetches afterwards. */
    private void lose(int candles) {
        exchange.faults().refuse();
        exchange.faults().reset();
        awaitClosed(candles);
        exchange.faults().clear();
    }

    private void awaitClosed(int more) {
        long closed = exchange.truth().closed();
        await().atMost(DEADLINE).until(() -> exchange.truth().closed() >= closed + more);
    }

    private long said(String text) {
        return log.stream().filter(line -> line.contains(text)).count();
    }

    /** The newest state of each gap that the producer told of. */
    private static Map<String, String> told(TopicRecords topics) {
        Map<String, String> states = new TreeMap<>();
        topics.read("data." + NAME + ".gaps").stream()
                .map(record -> GapRecord.of(record.value()))
                .forEach(gap -> states.put(gap.gap(), gap.state()));
        return states;
    }

    private static Map<String, String> stored(CqlSession session) {
        Map<String, String> states = new TreeMap<>();
        for (Row row : session.execute("SELECT symbol, from_time, state FROM assets." + NAME + "_gaps")) {
            states.put(row.getString("symbol") + " " + row.getInstant("from_time"), row.getString("state"));
        }
        return states;
    }

    /** The median of the rows that were written between two moments. */
    private static Duration latency(TestPipeline test, Instant from, Instant to) {
        List<Duration> latencies = new ArrayList<>();
        for (Row row : test.table().rows()) {
            Instant consumed = Objects.requireNonNull(row.getInstant("consumed_at"));
            if ("socket".equals(row.getString("source")) && consumed.isAfter(from) && consumed.isBefore(to)) {
                latencies.add(Duration.between(row.getInstant("collected_at"), consumed));
            }
        }
        assertThat(latencies).isNotEmpty();
        return latencies.stream()
                .sorted()
                .skip(latencies.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
