package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.StoredTables;
import java.util.function.Function;

/** A store whose tables are proved. */
public interface ProvedStore {
    /** The keyspace or schema, and the table of the candles in it. */
    String TABLES = "assets";

    /** What a person calls it. */
    String name();

    /**
     * What {@code work} makes of its tables as they are now, by a connection that was not there when the store was killed.
     *
     * @throws IllegalStateException when it does not answer
     */
    <T> T read(Function<StoredTables, T> work);

    /** What {@code work} makes of its candles. */
    default <T> T candles(Function<StoredCandles, T> work) {
        return read(tables -> work.apply(new StoredCandles(tables, TABLES)));
    }

    /** Cassandra; {@code session} finds it again by itself and stays the caller's to close. */
    static ProvedStore cassandra(CqlSession session) {
        return new ProvedStore() {
            @Override
            public String name() {
                return "Cassandra";
            }

            @Override
            public <T> T read(Function<StoredTables, T> work) {
                return work.apply(new CassandraTables(session, TABLES));
            }
        };
    }
}
