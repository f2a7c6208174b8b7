package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.history.History;
import io.candlestream.schema.Interval;
import io.candlestream.tools.verify.TableComparison;
import java.time.Duration;

/** The candle table, as the proof and the demo read it. */
public final class CandleTable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE_ROWS = 2000;

    private final CqlSession session;
    private final String name;

    /**
     * @param session stays the caller's to close
     * @param name keyspace and table, such as {@code assets.assets}
     */
    public CandleTable(CqlSession session, String name) {
        this.session = session;
        this.name = name;
    }

    /** Every row with every column. */
    public Iterable<Row> rows() {
        return select("SELECT * FROM " + name);
    }

    /** The newest row of every asset. */
    public Iterable<Row> newest() {
        return select("SELECT * FROM " + name + " PER PARTITION LIMIT 1");
    }

    /** The comparison that {@code verify} makes of this table with {@code exchange}. */
    public TableComparison comparedWith(History exchange, Interval interval) {
        int dot = name.indexOf('.');
        return new TableComparison(
                session, name.substring(0, dot), name.substring(dot + 1), exchange, interval, "binance");
    }

    private Iterable<Row> select(String query) {
        return session.execute(
                SimpleStatement.newInstance(query).setTimeout(PATIENCE).setPageSize(PAGE_ROWS));
    }
}
