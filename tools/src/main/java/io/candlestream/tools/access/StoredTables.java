package io.candlestream.tools.access;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** The tables of one store, asked by queries that CQL and SQL have in common. */
public interface StoredTables {
    /** The name of {@code table} in a query, with its keyspace or schema. */
    String named(String table);

    /** Whether there is such a table. */
    boolean has(String table);

    /** What a query gives, a page of {@code pageRows} at a time. */
    Iterable<StoredRow> rows(String query, int pageRows, Object... values);

    /**
     * The query of the newest row of each partition key.
     *
     * @param named the table as {@link #named} has it
     * @param key the column of the partition key, {@code order} that of the clustering key
     */
    String newest(String columns, String named, String key, String order);

    /** What a query selects to have the version of a row as {@code version}: of two the larger one is the newer one. */
    default String version() {
        return "version";
    }

    /** What stands behind a query whose conditions are not on the key alone. */
    String filtering();

    /**
     * What {@code work} makes of the tables in {@code sink} that the settings name.
     *
     * @throws FatalException when nobody answers or the login is refused
     */
    static <T> T read(Settings settings, StoredSink sink, Function<StoredTables, T> work) {
        return sink == StoredSink.POSTGRES ? inPostgres(settings, work) : inCassandra(settings, work);
    }

    private static <T> T inCassandra(Settings settings, Function<StoredTables, T> work) {
        CassandraAddress address = CassandraAddress.of(settings);
        try (CqlSession session = address.connect()) {
            return work.apply(new CassandraTables(session, address.keyspace()));
        } catch (DriverException e) {
            throw new FatalException("Cannot read the table: " + e.getMessage(), e);
        }
    }

    private static <T> T inPostgres(Settings settings, Function<StoredTables, T> work) {
        try (Connection connection = PostgresTables.connect(settings)) {
            return work.apply(new PostgresTables(connection, settings.text("postgres.schema")));
        } catch (SQLException e) {
            throw new FatalException("Cannot read the table: " + PostgresErrors.describe(e), e);
        }
    }
}
