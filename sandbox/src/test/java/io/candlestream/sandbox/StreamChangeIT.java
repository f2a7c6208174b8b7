package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stream and a sink that come into the settings of a checkpoint, go and come back: a line says so, and no row is lost. */
@ExtendWith(SharedServers.class)
class StreamChangeIT {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final String NAME = "stream_change";
    private static final String KLINES_ALONE = "streams.gaps.enabled = false";
    private static final String GAPS_AND_SECOND_SINK = """
            streams { gaps.sinks = [cassandra], klines.sinks = [cassandra, second] }
            sinks.second { type = cassandra, keyspace = stream_change }
            """;

    private final CandleTopic candles;
    private final Path folder;

    StreamChangeIT(Servers servers, @TempDir Path folder) throws IOException {
        this.folder = folder;
        candles = new CandleTopic(servers, NAME, folder);
        candles.topics().create(candles.topic() + ".gaps", 1);
        candles.session()
                .execute("CREATE KEYSPACE " + NAME
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        candles.session()
                .execute(Files.readString(ProjectFolder.find().root().resolve("cassandra/assets.cql"))
                        .replaceAll("(?m)--.*$", "")
                        .strip()
                        .replaceAll(";$", "")
                        .replace("assets.assets", NAME + "." + NAME));
    }

    @AfterEach
    void close() {
        candles.close();
    }

    @Test
    void aStreamAndASinkComeAndGoWithoutLoss() throws IOException {
        appendGap(100);
        Run alone = run(KLINES_ALONE, 10, 0);
        assertThat(alone.changes()).isEmpty();

        candles.append(10, 12);
        Run added = run(GAPS_AND_SECOND_SINK, 12, 1);
        assertThat(added.changes())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains("Topic " + candles.topic() + ".gaps is new to this checkpoint", "beginning"),
                        line -> assertThat(line).contains("sink second (table " + NAME + "." + NAME + ") too"));
        assertThat(added.read())
                .as("two candles and the gap from its topic's start")
                .isEqualTo(3);
        assertThat(inSecond()).as("rows of the new sink, from here on").containsExactly(10, 11);

        appendGap(101);
        candles.append(12, 14);
        Run removed = run(KLINES_ALONE, 14, 1);
        assertThat(removed.changes())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("Topic " + candles.topic() + ".gaps is no longer read"),
                        line -> assertThat(line).contains("is no longer written to sink second"));
        assertThat(removed.read()).isEqualTo(2);
        assertThat(inSecond()).containsExactly(10, 11);

        appendGap(102);
        candles.append(14, 16);
        Run back = run(GAPS_AND_SECOND_SINK, 16, 3);
        assertThat(back.changes())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains("Topic " + candles.topic() + ".gaps is read again, from where it was left"),
                        line -> assertThat(line).contains("sink second (table " + NAME + "." + NAME + ") too"));
        assertThat(back.read()).as("two candles and two gaps").isEqualTo(4);
        assertThat(inSecond()).containsExactly(10, 11, 14, 15);
    }

    private record Run(List<String> changes, long read) {}

    /** Runs a consumer until both tables hold what they should. */
    private Run run(String settings, int rows, int gaps) throws IOException {
        Path file = Files.writeString(folder.resolve("change.conf"), "candlestream.consumer {\n" + settings + "\n}\n");
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Pipeline pipeline =
                candles.pipeline().with("CANDLESTREAM_CONFIG", file.toString()).watchable();
        long read;
        try (ChildJvm consumer = pipeline.consumer(log::add)) {
            await().atMost(CandleTopic.DEADLINE).untilAsserted(() -> assertThat(gaps())
                    .as("the consumer says:%n%s", consumer.tail())
                    .hasSize(gaps));
            candles.awaitRows(rows);
            read = settled(new ConsumerWatch(pipeline));
            assertThat(consumer.stop(CandleTopic.DEADLINE)).isZero();
        }
        assertThat(log).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        return new Run(
                log.stream()
                        .filter(line -> line.matches(".*(is new to|no longer|is read again|is written to sink).*"))
                        .toList(),
                read);
    }

    /** How many records were read, once that changes no more. */
    private static long settled(ConsumerWatch watch) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(CandleTopic.DEADLINE).pollInterval(LOOK).until(() -> {
            long now = watch.look().records();
            return before.getAndSet(now) == now;
        });
        return before.get();
    }

    private void appendGap(int minute) {
        GapRecord gap = new GapRecord(List.of(
                "STREAMCHANGE",
                "1m",
                CandleTopic.at(minute),
                CandleTopic.at(minute + 1),
                "restart",
                "open",
                CandleTopic.at(minute + 2),
                "",
                ""));
        candles.topics().append(List.of(gap.in(candles.topic() + ".gaps")));
    }

    private List<Row> gaps() {
        return candles.session()
                .execute("SELECT from_time FROM assets.gaps WHERE symbol = 'STREAMCHANGE' AND interval = '1m'")
                .all();
    }

    /** The minutes whose candles the second sink has. */
    private Set<Integer> inSecond() {
        Set<Integer> minutes = new TreeSet<>();
        Instant first = Instant.parse(CandleTopic.at(0));
        candles.session()
                .execute("SELECT timestamp FROM " + NAME + "." + NAME)
                .forEach(row -> minutes.add((int) first.until(row.getInstant("timestamp"), ChronoUnit.MINUTES)));
        return minutes;
    }
}
