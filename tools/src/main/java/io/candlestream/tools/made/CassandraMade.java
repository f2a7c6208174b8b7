package io.candlestream.tools.made;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;

/** A table of made rows in Cassandra, written as the consumer writes it: the write time is the row's version. */
public final class CassandraMade implements MadeTable {
    /** Rows of a request. */
    private static final int ROWS = 128;

    private final CqlSession session;
    private final PreparedStatement insert;
    private final List<BoundStatement> waiting = new ArrayList<>();
    private long written;

    /** @param table with its keyspace, as CQL has it */
    public CassandraMade(CqlSession session, String table, Columns columns) {
        this.session = session;
        this.insert = session.prepare("INSERT INTO " + table + " (" + String.join(", ", columns.all()) + ") VALUES ("
                + columns.marks(0) + ") USING TIMESTAMP ?");
    }

    @Override
    public void write(Row row) {
        List<Object> values = new ArrayList<>(row.values());
        values.add(row.version());
        BoundStatement bound = insert.bind(values.toArray());
        for (int i = 0; i < values.size(); i++) {
            bound = values.get(i) == null && !row.clears() ? bound.unset(i) : bound;
        }
        waiting.add(bound);
        if (waiting.size() == ROWS) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (!waiting.isEmpty()) {
            BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
            waiting.forEach(batch::addStatement);
            session.execute(batch.setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                    .setIdempotence(true)
                    .build());
            written += waiting.size();
            waiting.clear();
        }
    }

    @Override
    public long written() {
        return written;
    }
}
