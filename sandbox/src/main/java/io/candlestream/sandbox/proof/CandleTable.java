package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.tools.access.CassandraTables;
import java.time.Duration;

/**
 * The candle table in Cassandra, as the demo and the tests read it.
 *
 * @param session stays the caller's to close
 * @param name keyspace and table, such as {@code assets.assets}
 */
public record CandleTable(CqlSession session, String name) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE_ROWS = 2000;

    /** Every row with every column. */
    public Iterable<Row> rows() {
        return select("SELECT * FROM " + name);
    }

    /** The newest row of every asset. */
    public Iterable<Row> newest() {
        return select("SELECT * FROM " + name + " PER PARTITION LIMIT 1");
    }

    /** The same table, as that of any store. */
    public StoredCandles stored() {
        int dot = name.indexOf('.');
        return new StoredCandles(new CassandraTables(session, name.substring(0, dot)), name.substring(dot + 1));
    }

    private Iterable<Row> select(String query) {
        return session.execute(
                SimpleStatement.newInstance(query).setTimeout(PATIENCE).setPageSize(PAGE_ROWS));
    }
}
