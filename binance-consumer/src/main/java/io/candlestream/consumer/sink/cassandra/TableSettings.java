package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which table is written to and how.
 *
 * @param table its name, empty for what is common to all tables of a sink
 * @param consistency the name of a consistency level
 * @param batchRows rows of one partition in a request, at most
 * @param inFlight requests of one task without an answer, at most; 64 rows count as one
 * @param writeDeadline how long writes may fail without one success
 */
record TableSettings(
        String keyspace, String table, String consistency, int batchRows, int inFlight, Duration writeDeadline)
        implements Serializable {
    static TableSettings of(Settings block) {
        return new TableSettings(
                block.text("keyspace"),
                "",
                block.parsed(
                        "consistency",
                        TableSettings::consistency,
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

    TableSettings of(RowLayout<?> layout) {
        return new TableSettings(keyspace, layout.table(), consistency, batchRows, inFlight, writeDeadline);
    }

    String name() {
        return keyspace + "." + table;
    }

    String cqlName() {
        return quoted(keyspace) + "." + quoted(table);
    }

    /** A name in CQL, in quotes where it needs them. */
    static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(true);
    }
}
