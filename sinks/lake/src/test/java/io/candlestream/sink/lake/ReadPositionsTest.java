package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.sink.SourceTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that is in the lake, and not in the checkpoint, comes again in other batches: its records make no row a second time. */
class ReadPositionsTest {
    private static final UUID QUERY = TestLake.QUERY;
    private static final String TOPIC = "prices";
    private static final SourcePartition SOURCE = new SourcePartition(TOPIC, 0);
    private static final List<Tick> RECORDS = List.of(
            Tick.closed("BTCUSDT", "2026-11-27T23:58:00Z", 10_001),
            Tick.closed("BTCUSDT", "2026-11-27T23:59:00Z", 10_002),
            Tick.closed("BTCUSDT", "2026-11-28T00:00:00Z", 10_003),
            Tick.closed("BTCUSDT", "2026-11-28T00:01:00Z", 10_004));

    private TestLake lake;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        lake = TestLake.in(folder);
        lake.prepare();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void aBatchThatComesAgainInALargerOneIsThereOnce() {
        batch(7, 0, 2, "A", List.of("candles", "raw"));

        batch(9, 0, 4, "A", List.of("candles", "raw"));

        assertThat(versions("candles")).containsExactlyInAnyOrder(10_001L, 10_002L, 10_003L, 10_004L);
        assertThat(versions("raw")).containsExactlyInAnyOrder(10_001L, 10_002L, 10_003L, 10_004L);
        assertThat(ahead("raw", "A", 4)).as("it goes on behind it").isEmpty();
        assertThat(ahead("raw", "A", 0)).isEqualTo(Map.of(SOURCE, 4L));
    }

    /** The program ended between the commits of the two tables. */
    @Test
    void eachTableLeavesOutWhatItHas() {
        batch(7, 0, 2, "A", List.of("candles"));

        batch(9, 0, 3, "A", List.of("candles", "raw"));

        assertThat(versions("candles")).containsExactlyInAnyOrder(10_001L, 10_002L, 10_003L);
        assertThat(versions("raw")).containsExactlyInAnyOrder(10_001L, 10_002L, 10_003L);
    }

    @Test
    void aSmallerBatchForgetsNothing() {
        batch(7, 0, 3, "A", List.of("candles", "raw"));

        batch(9, 0, 1, "A", List.of("candles", "raw"));
        batch(10, 1, 4, "A", List.of("candles", "raw"));

        assertThat(versions("raw")).containsExactlyInAnyOrder(10_001L, 10_002L, 10_003L, 10_004L);
    }

    @Test
    void recordsOfATopicThatWasMadeAgainAreOthers() {
        batch(7, 0, 2, "A", List.of("candles", "raw"));

        batch(9, 0, 1, "B", List.of("candles", "raw"));

        assertThat(versions("raw")).hasSize(3);
        assertThat(ahead("raw", "B", 0)).isEqualTo(Map.of(SOURCE, 1L));
    }

    @Test
    void recordsThatGetTheOffsetsOfLostOnesAreWritten() {
        SourceTopic noted = new SourceTopic(TOPIC, "A", Map.of(0, 3L, 1, 8L));

        assertThat(ReadPositions.cut(noted, Map.of(SOURCE, 2L, new SourcePartition(TOPIC, 1), 9L)))
                .contains(new SourceTopic(TOPIC, "A", Map.of(0, 2L, 1, 8L)));
        assertThat(ReadPositions.cut(noted, Map.of(SOURCE, 3L))).isEmpty();
    }

    @Test
    void anotherCheckpointReadsAll() {
        batch(7, 0, 2, "A", List.of("candles", "raw"));

        assertThat(ReadPositions.ahead(lake.table("raw"), new UUID(3, 4), new SourceTopic(TOPIC, "A", Map.of())))
                .isEmpty();
    }

    /** A batch of the records from {@code first} to before {@code next}, of which the driver commits these tables. */
    private void batch(long number, int first, int next, String topicId, List<String> committed) {
        Map<String, Long> positions = new HashMap<>();
        Map<String, LakeTable> tables = new HashMap<>();
        for (String table : List.of("candles", "raw")) {
            tables.put(table, LakeTable.of(table, lake.table(table)));
            ahead(table, topicId, first).values().forEach(position -> positions.put(table, position));
        }
        LakeTask task = new LakeTask(tables, new LocalFiles(), QUERY, number + "-" + UUID.randomUUID());
        try (LakeWriter<Tick> writer = new LakeWriter<>(task, LakeLayout.of(Tick.LAYOUT, true), positions)) {
            feed(writer, first, next);
            writer.readUpTo(Map.of(SOURCE, (long) next));
            LakeFiles.Result written = (LakeFiles.Result) writer.result().orElseThrow();
            List<SinkResult> results = List.of(new LakeFiles.Result(written.tables().stream()
                    .filter(files -> committed.contains(files.table()))
                    .collect(Collectors.toList())));
            new LakeCommits("here", TestLake.NAMESPACE, lake::catalog, LakeSink.retry(Duration.ofSeconds(9)))
                    .commit(number, results, Map.of(TOPIC, topicId));
        }
    }

    /** As the consumer's task does: rows of records before and behind an offset that the writer asked for are never written together. */
    private static void feed(LakeWriter<Tick> writer, int first, int next) {
        List<Tick> gathered = new ArrayList<>();
        long stop = first;
        for (int offset = first; offset < next; offset++) {
            if (offset >= stop) {
                writer.write(List.of(List.copyOf(gathered)));
                gathered.clear();
                stop = writer.reached(offset);
            }
            writer.received(RECORDS.get(offset));
            gathered.add(RECORDS.get(offset));
        }
        writer.write(List.of(gathered));
    }

    private Map<SourcePartition, Long> ahead(String table, String topicId, long from) {
        return ReadPositions.ahead(lake.table(table), QUERY, new SourceTopic(TOPIC, topicId, Map.of(0, from)));
    }

    private List<Long> versions(String table) {
        return lake.rows(table).stream()
                .map(row -> (Long) row.getField("version"))
                .toList();
    }
}
