package io.candlestream.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.stream.Row;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchIdentityTest {
    private static final QueryBatch BATCH = new QueryBatch(new UUID(1, 2), new UUID(3, 4), 7);
    private static final List<TestRow> ROWS = List.of(new TestRow("a", 1, 5), new TestRow("b", 1, 6));

    private record TestRow(String partition, long clustering, long version) implements Row {}

    @Test
    void isTheSameForTheSameRows() {
        assertThat(hash(ROWS)).isEqualTo(hash(List.copyOf(ROWS)));
    }

    /** A task that is tried again has them in another hash map. */
    @Test
    void isTheSameInWhicheverOrderTheGroupsCome() {
        assertThat(hash(List.of(ROWS.get(1), ROWS.get(0)))).isEqualTo(hash(ROWS));
    }

    @Test
    void isAnotherForAnyOtherRow() {
        assertThat(List.of(new TestRow("c", 1, 6), new TestRow("b", 2, 6), new TestRow("b", 1, 7)))
                .allSatisfy(
                        other -> assertThat(hash(List.of(ROWS.get(0), other))).isNotEqualTo(hash(ROWS)));
        assertThat(hash(ROWS.subList(0, 1))).isNotEqualTo(hash(ROWS));
    }

    @Test
    void outsideOfATaskThereIsNoBatch() {
        assertThat(QueryBatch.ofThisTask()).isEmpty();
    }

    private static String hash(List<TestRow> rows) {
        return BatchIdentity.of(BATCH, rows.stream().map(List::of).toList()).hash();
    }
}
