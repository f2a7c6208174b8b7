package io.candlestream.tools.certify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.certify.CertificateRow;
import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.errors.PostgresErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Writes the table of certificates. What cannot be written is said and stops nothing: the file is there. */
final class KeptCertificates {
    static final String TABLE = "certificates";
    private static final String COLUMNS = CertificateRow.COLUMNS;
    private static final List<String> NAMES = Arrays.asList(COLUMNS.split(", "));
    private static final String MARKS = NAMES.stream().map(name -> "?").collect(Collectors.joining(", "));
    /** The columns of the key. */
    private static final int KEY = 4;

    private KeptCertificates() {}

    private static List<Object> values(CertificateRow row) {
        List<Object> values = new ArrayList<>();
        values.add(row.pair().stream().toString());
        values.add(row.pair().symbol());
        values.add(row.pair().interval());
        values.add(row.day().atStartOfDay(ZoneOffset.UTC).toInstant());
        values.add(row.state());
        values.add(row.why());
        values.add(row.sha256());
        values.add(row.rows());
        values.add(row.first());
        values.add(row.last());
        values.add(row.entry());
        values.add(row.root());
        values.add(row.certificate());
        values.add(row.key());
        values.add(row.signature());
        values.add(row.certifiedAt());
        values.add(row.version());
        return values;
    }

    static Optional<String> write(CqlSession session, String table, List<CertificateRow> rows) {
        try {
            PreparedStatement insert =
                    session.prepare("INSERT INTO " + table + " (" + COLUMNS + ") VALUES (" + MARKS + ")");
            List<CompletionStage<?>> written = new ArrayList<>();
            for (CertificateRow row : rows) {
                written.add(session.executeAsync(insert.bind(values(row).toArray())
                        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                        .setIdempotent(true)));
            }
            written.forEach(one -> one.toCompletableFuture().join());
            return Optional.empty();
        } catch (DriverException | CompletionException e) {
            return Optional.of(CassandraErrors.describe(e));
        }
    }

    static Optional<String> write(Connection connection, String table, List<CertificateRow> rows) {
        String update = NAMES.stream()
                .skip(KEY)
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        String key = NAMES.stream().limit(KEY).collect(Collectors.joining(", "));
        try (var insert = connection.prepareStatement("INSERT INTO " + table + " (" + COLUMNS + ") VALUES (" + MARKS
                + ") ON CONFLICT (" + key + ") DO UPDATE SET " + update)) {
            for (CertificateRow row : rows) {
                List<Object> values = values(row);
                for (int i = 0; i < values.size(); i++) {
                    Object value = values.get(i);
                    insert.setObject(i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            return Optional.empty();
        } catch (SQLException e) {
            rollBack(connection);
            return Optional.of(PostgresErrors.describe(e));
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // It is closed next, and what matters is already said.
        }
    }
}
