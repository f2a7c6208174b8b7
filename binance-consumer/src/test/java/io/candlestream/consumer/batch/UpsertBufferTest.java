package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpsertBufferTest {
    private static final long SEED = 3;

    private final UpsertBuffer<Update> rows = new UpsertBuffer<>(row -> {});

    private record Update(String partition, long clustering, long version, String text) implements Row {}

    @Test
    void keepsTheUpdateWithTheLaterWriteTimeWhateverTheOrder() {
        rows.add(new Update("a", 1, 20, "new"));
        rows.add(new Update("a", 1, 10, "old"));

        assertThat(drained()).extracting(Update::text).containsExactly("new");
    }

    @Test
    void ofTwoWithOneWriteTimeTheLaterOffsetWins() {
        rows.add(new Update("a", 1, 10, "first"));
        rows.add(new Update("a", 1, 10, "second"));

        assertThat(drained()).extracting(Update::text).containsExactly("second");
    }

    @Test
    void groupsByPartitionKeyAndCountsIdentities() {
        rows.add(new Update("a", 1, 10, "a1"));
        rows.add(new Update("a", 2, 10, "a2"));
        rows.add(new Update("b", 1, 10, "b1"));
        rows.add(new Update("b", 1, 11, "b1 again"));

        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.drain()).hasSize(2).allSatisfy(group -> assertThat(group)
                .extracting(Update::partition)
                .containsOnly(group.get(0).partition()));
    }

    @Test
    void handsAPartitionsRowsOverInTheOrderOfTheirClusteringKey() {
        for (int i = 0; i < 1000; i++) {
            long minute = 60_000L * (i * 7 % 1000);
            rows.add(new Update("a", minute, 10, ""));
        }

        assertThat(drained()).extracting(Update::clustering).isSorted();
    }

    @Test
    void isEmptyAfterDraining() {
        rows.add(new Update("a", 1, 10, "a1"));
        assertThat(drained()).hasSize(1);

        assertThat(rows.size()).isZero();
        assertThat(drained()).isEmpty();
    }

    @Test
    void handsTheOldestRowsOverThatFillRequests() {
        fill("a", 25);
        fill("b", 10);
        fill("c", 9);

        assertThat(rows.drainFull(10))
                .extracting(group -> group.get(0).partition() + group.size())
                .containsExactlyInAnyOrder("a20", "b10");
        assertThat(rows.size()).isEqualTo(14);
        rows.add(new Update("a", 24, 2, "a newer one"));
        assertThat(drained())
                .hasSize(14)
                .extracting(Update::clustering)
                .contains(20L, 24L, 0L)
                .doesNotContain(19L);
    }

    @Test
    void handsAllOverWhenFewFillARequest() {
        fill("a", 10);
        fill("b", 9);
        fill("c", 9);

        assertThat(rows.drainFull(10)).hasSize(3);
        assertThat(rows.size()).isZero();
    }

    @Test
    void handsASingleRowOver() {
        fill("a", 1);

        assertThat(rows.drainFull(10)).hasSize(1);
    }

    private void fill(String partition, int count) {
        for (int i = 0; i < count; i++) {
            rows.add(new Update(partition, i, 1, ""));
        }
    }

    @Test
    void agreesWithSortingEverything() {
        Random random = new Random(SEED);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            updates.add(new Update("asset-" + random.nextInt(20), random.nextInt(30), i, "update " + i));
        }
        Map<String, Update> expected = new HashMap<>();
        updates.forEach(update -> expected.put(update.partition() + "/" + update.clustering(), update));
        Collections.shuffle(updates, random);

        updates.forEach(rows::add);

        assertThat(drained()).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(expected.values());
    }

    private List<Update> drained() {
        return rows.drain().stream().flatMap(Collection::stream).toList();
    }
}
