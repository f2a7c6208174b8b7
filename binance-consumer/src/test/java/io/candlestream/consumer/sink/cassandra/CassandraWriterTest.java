package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Field.OfText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CassandraWriterTest {
    @Test
    void cutsGroupsIntoRequestsOfOnePartitionEach() {
        assertThat(CassandraWriter.requests(List.of(List.of("a1", "a2", "a3"), List.of("b1"), List.of("c1", "c2")), 2))
                .containsExactly(List.of("a1", "a2"), List.of("a3"), List.of("b1"), List.of("c1", "c2"));
    }

    @Test
    void theStatementQuotesWhatHasToBeQuotedAndCarriesTheWriteTime() {
        TableSettings table = new TableSettings("assets", "Candles", "ONE", 1, 1, Duration.ZERO);
        List<Column<String>> columns = Column.of(
                List.of(new OfText<String>("timestamp", text -> text), new OfText<String>("Name", text -> text)));

        assertThat(Insert.cql(table, columns))
                .isEqualTo("INSERT INTO assets.\"Candles\" (timestamp, \"Name\") VALUES (?, ?) USING TIMESTAMP ?");
    }
}
