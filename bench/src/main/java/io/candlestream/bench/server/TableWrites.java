package io.candlestream.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many writes a table has taken since it was made, by the node's own metric: a batch for one partition is one write. */
public final class TableWrites implements LongSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(TableWrites.class);

    private final CqlSession session;
    private final BoundStatement query;
    private volatile long known;

    TableWrites(CqlSession session, String keyspace, String table) {
        this.session = session;
        this.query = session.prepare("SELECT \"count\" FROM system_views.local_write_latency"
                        + " WHERE keyspace_name = ? AND table_name = ?")
                .bind(keyspace, table);
    }

    /** The newest count that is known: a node that is too busy to answer is asked again later. */
    @Override
    public long getAsLong() {
        try {
            Row row = session.execute(query).one();
            known = row == null ? known : row.getLong(0);
        } catch (DriverException e) {
            LOG.debug("Cannot count writes", e);
        }
        return known;
    }
}
