package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is common to all tables of a sink.
 *
 * @param consistency the name of a consistency level
 * @param batchRows rows of one partition in a request, at most
 * @param inFlight requests of one task without an answer, at most; 64 rows count as one
 * @param writeDeadline how long writes may fail without one success
 */
record KeyspaceSettings(String keyspace, String consistency, int batchRows, int inFlight, Duration writeDeadline)
        implements Serializable {
    private static final long serialVersionUID = 1;

    static KeyspaceSettings of(Settings block) {
        return new KeyspaceSettings(
                block.text("keyspace"),
                block.parsed(
                        "consistency",
                        KeyspaceSettings::consistency,
                        "a consistency level for writes is needed, such as LOCAL_QUORUM, QUORUM or ONE"),
                block.number("batch-rows", 1, 1000),
                block.number("in-flight", 1, 1024),
                block.duration("write-deadline"));
    }

    private static Optional<String> consistency(String text) {
        return Arrays.stream(DefaultConsistencyLevel.values())
                .filter(level -> !level.isSerial())
                .map(DefaultConsistencyLevel::name)
                .filter(text::equals)
                .findFirst();
    }

    /** The table of such rows. */
    TableSettings table(RowLayout<?> layout) {
        return new TableSettings(keyspace, layout.table(), consistency, batchRows, inFlight, writeDeadline);
    }
}
