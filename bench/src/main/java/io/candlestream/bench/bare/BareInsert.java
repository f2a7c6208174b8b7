package io.candlestream.bench.bare;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns a record into the bound insert of its row, with the write time that the data tell. One thread's. */
final class BareInsert {
    static final ConsistencyLevel CONSISTENCY = DefaultConsistencyLevel.LOCAL_QUORUM;

    private static final Set<String> TIMES = Set.of("timestamp", "close_time", "collected_at", "event_time");
    private static final Set<String> WHOLES = Set.of("first_trade_id", "last_trade_id");
    private static final Set<String> TEXTS = Set.of("asset_name", "symbol", "interval", "source");

    private final PreparedStatement statement;
    /** Each writes one field of the record in the table's form. */
    private final List<Function<RecordFields, ByteBuffer>> encoders;

    private final int closed;
    private final int closeTime;
    private final int eventTime;

    /** @param fields the record's, which are the names of the columns too; by name, as Cassandra keeps the cells of a row */
    BareInsert(CqlSession session, String table, List<String> fields) {
        List<String> sorted = fields.stream().sorted().toList();
        String columns = sorted.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(fields.size() + 1, "?"));
        this.statement = session.prepare(
                "INSERT INTO " + table + " (" + columns + ", consumed_at) VALUES (" + marks + ") USING TIMESTAMP ?");
        this.encoders =
                sorted.stream().map(name -> encoder(name, fields.indexOf(name))).toList();
        this.closed = fields.indexOf("is_closed");
        this.closeTime = fields.indexOf("close_time");
        this.eventTime = fields.indexOf("event_time");
    }

    private static Function<RecordFields, ByteBuffer> encoder(String name, int field) {
        if (name.equals("id")) {
            return record -> record.uuid(field);
        } else if (name.equals("is_closed")) {
            return record -> ByteBuffer.allocate(1).put(0, (byte) (record.truth(field) ? 1 : 0));
        } else if (name.equals("trades")) {
            return record -> ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) record.whole(field));
        } else if (TEXTS.contains(name)) {
            return record -> record.text(field);
        } else if (TIMES.contains(name)) {
            return record -> bytes(record.time(field));
        } else if (WHOLES.contains(name)) {
            return record -> bytes(record.whole(field));
        }
        return record -> ByteBuffer.allocate(Double.BYTES).putDouble(0, record.decimal(field));
    }

    private static ByteBuffer bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, value);
    }

    BoundStatement bind(RecordFields record, long consumedAt) {
        BoundStatementBuilder builder = statement.boundStatementBuilder();
        int at = 0;
        for (Function<RecordFields, ByteBuffer> encoder : encoders) {
            builder = builder.setBytesUnsafe(at++, encoder.apply(record));
        }
        return builder.setBytesUnsafe(at++, bytes(consumedAt))
                .setBytesUnsafe(at, bytes(writeTime(record)))
                .setConsistencyLevel(CONSISTENCY)
                .setIdempotence(true)
                .build();
    }

    /** In microseconds; as the consumer's, for records of the socket and but for its hash of the values. */
    private long writeTime(RecordFields record) {
        long close = record.time(closeTime);
        long event = record.time(eventTime);
        return 1000
                * (record.truth(closed)
                        ? close + 1000 + Math.min(Math.max(0, event - close), 99_999)
                        : Math.min(event, close + 999));
    }
}
