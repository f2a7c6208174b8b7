package io.candlestream.bench.spark;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.postgresql.Driver;

/** Two ways into PostgreSQL that one would use without our sink, batch by batch. */
final class JdbcSink {
    private static final int UPSERTS_A_REQUEST = 1000;

    private JdbcSink() {}

    /** Spark's own JDBC writer, which appends: on a table without these keys alone, and twice after a replay. */
    static DataStreamWriter<Row> appending(Dataset<Row> klines, Settings settings) {
        String table = "assets." + settings.text("streams.klines.table");
        String url = url();
        Properties login = login();
        login.setProperty("driver", Driver.class.getName());
        login.setProperty("batchsize", "10000");
        login.setProperty("reWriteBatchedInserts", "true");
        return versioned(klines).writeStream().foreachBatch((VoidFunction2<Dataset<Row>, Long>)
                (batch, id) -> batch.write().mode(SaveMode.Append).jdbc(url, table, login));
    }

    /** What JDBC sinks do that can be repeated: INSERT ... ON CONFLICT in batches, rewritten by the driver to many rows each. */
    static DataStreamWriter<Row> upserting(Dataset<Row> klines, Settings settings) {
        String table = settings.text("streams.klines.table");
        String url = url();
        Properties login = login();
        login.setProperty("reWriteBatchedInserts", "true");
        Dataset<Row> rows = versioned(klines);
        String[] columns = rows.columns();
        String statement = "INSERT INTO assets." + table + " ("
                + Arrays.stream(columns).map(JdbcSink::name).collect(Collectors.joining(", ")) + ") VALUES ("
                + Arrays.stream(columns).map(column -> "?").collect(Collectors.joining(", "))
                + ") ON CONFLICT (asset_name, timestamp) DO UPDATE SET "
                + Arrays.stream(columns)
                        .filter(column -> !column.equals("asset_name") && !column.equals("timestamp"))
                        .map(column -> name(column) + " = excluded." + name(column))
                        .collect(Collectors.joining(", "))
                + " WHERE " + table + ".version < excluded.version";
        return rows.writeStream().foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) ->
                batch.foreachPartition((ForeachPartitionFunction<Row>) part -> upsert(part, url, login, statement)));
    }

    private static void upsert(Iterator<Row> rows, String url, Properties login, String statement) throws SQLException {
        try (Connection connection = new Driver().connect(url, login);
                PreparedStatement insert = connection.prepareStatement(statement)) {
            connection.setAutoCommit(false);
            int waiting = 0;
            while (rows.hasNext()) {
                Row row = rows.next();
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
                if (++waiting == UPSERTS_A_REQUEST) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static Dataset<Row> versioned(Dataset<Row> klines) {
        return TypedColumns.withWriteTime(klines).withColumnRenamed(ConnectorSink.WRITE_TIME, "version");
    }

    private static String name(String column) {
        return '"' + column + '"';
    }

    private static String url() {
        return "jdbc:postgresql://" + variable("HOST") + ":" + variable("PORT") + "/" + variable("DATABASE");
    }

    private static Properties login() {
        Properties login = new Properties();
        login.putAll(Map.of(
                "user", variable("USERNAME"),
                "password", variable("PASSWORD"),
                // Spark has no UUID: the id is a text.
                "stringtype", "unspecified"));
        return login;
    }

    private static String variable(String name) {
        String full = "CANDLESTREAM_POSTGRES_" + name;
        String value = System.getenv(full);
        if (value == null) {
            throw new SettingsException(full + " is missing: where the PostgreSQL is");
        }
        return value;
    }
}
