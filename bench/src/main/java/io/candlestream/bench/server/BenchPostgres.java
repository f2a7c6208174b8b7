package io.candlestream.bench.server;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.SqlRows;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The demo's PostgreSQL, with tables of their own for every run; the broker is that of {@link BenchServers}. */
public final class BenchPostgres implements BenchStore, AutoCloseable {
    private static final String PASSWORD = "only-for-the-benchmark";

    private final BenchServers servers;
    private final PostgresServer server;
    private final PostgresLogin owner;
    private final Connection connection;

    BenchPostgres(BenchServers servers, Path folder) {
        this.servers = servers;
        this.server = PostgresServer.start(folder, "shared_buffers=512MB", "max_wal_size=4GB");
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        this.owner = setup.owner();
        this.connection = connect();
    }

    @Override
    public Pipeline newTables(Map<String, String> topics) {
        Pipeline pipeline = servers.pipeline(topics);
        make(pipeline);
        return writing(pipeline, "postgres");
    }

    /** Makes the tables of {@code pipeline}, which are cut as those of {@code postgres/} are. */
    void make(Pipeline pipeline) {
        for (BenchStream stream : BenchStream.ALL) {
            String table = BenchServers.table(pipeline, stream);
            String like = stream.definition();
            execute("CREATE TABLE assets.%1$s (LIKE assets.%2$s INCLUDING ALL) PARTITION BY RANGE (%3$s)"
                    .formatted(table, like, partitionedBy(stream)));
            execute(
                    "INSERT INTO assets.partitioning SELECT '%s', period, fill FROM assets.partitioning WHERE table_name = '%s'"
                            .formatted(table, like));
            execute("GRANT SELECT, INSERT, UPDATE ON assets.%s TO %s".formatted(table, PostgresSetup.WRITER));
            execute("SELECT assets.make_partition('%s', at) FROM generate_series(%s, interval '1 day') at"
                    .formatted(table, partitions(stream)));
        }
        execute("CHECKPOINT");
    }

    private static String partitionedBy(BenchStream stream) {
        return stream.equals(BenchStream.KLINES) ? "timestamp" : "hour";
    }

    /** From the first to the last day of what the workloads make. */
    private static String partitions(BenchStream stream) {
        return stream.equals(BenchStream.KLINES)
                ? "timestamptz '2024-01-01', timestamptz '2024-03-01'"
                : "timestamptz '2024-08-08', timestamptz '2024-08-20'";
    }

    /** The same, by which the consumer writes into {@code sinks}, which are separated by commas. */
    Pipeline writing(Pipeline pipeline, String sinks) {
        return pipeline.with(writer().environment())
                .with("CANDLESTREAM_CONFIG", settings(pipeline.folder(), sinks).toString());
    }

    private PostgresLogin writer() {
        return owner.as(PostgresSetup.WRITER, PASSWORD);
    }

    private static Path settings(Path folder, String sinks) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(
                    folder.resolve("sinks.conf"),
                    "candlestream.consumer.streams { klines.sinks = [%1$s], trades.sinks = [%1$s] }%n"
                            .formatted(sinks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its pages: PostgreSQL counts rows only once in a while. */
    @Override
    public LongSupplier writes(Pipeline pipeline, BenchStream stream) {
        String size = "SELECT coalesce(sum(pg_relation_size(inhrelid)), 0) FROM pg_inherits"
                + " WHERE inhparent = 'assets." + BenchServers.table(pipeline, stream) + "'::regclass";
        try {
            PreparedStatement select = connect().prepareStatement(size);
            return () -> number(select);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask for the size of a table", e);
        }
    }

    private static long number(PreparedStatement select) {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask for the size of a table", e);
        }
    }

    @Override
    public TableDigest digest(Pipeline pipeline, Workload<?> workload) {
        return SqlRows.inPostgres(
                connection, "assets." + BenchServers.table(pipeline, workload.stream()), workload.table());
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run: " + sql, e);
        }
    }

    @Override
    public List<ProcessTree> processes() {
        return List.of(
                servers.processes().get(0), new ProcessTree(server.process().pid()));
    }

    @Override
    public <E> Function<E, CompletionStage<Boolean>> asked(
            Pipeline pipeline, BenchStream stream, LatencyQuery<E> query) {
        return query.in(connect(), "assets." + BenchServers.table(pipeline, stream));
    }

    private Connection connect() {
        try {
            return owner.connect();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to PostgreSQL", e);
        }
    }

    /** How the rows of the klines' table were updated. */
    public Updates updates(Pipeline pipeline) {
        String parts =
                "FROM pg_inherits i JOIN pg_stat_all_tables s ON s.relid = i.inhrelid WHERE i.inhparent = 'assets."
                        + BenchServers.table(pipeline, BenchStream.KLINES) + "'::regclass";
        double hot = number("SELECT sum(n_tup_hot_upd) / greatest(sum(n_tup_upd), 1) " + parts);
        double updates = number("SELECT sum(n_tup_upd) " + parts);
        double size = number("SELECT sum(pg_relation_size(relid)) " + parts);
        execute("VACUUM FULL assets." + BenchServers.table(pipeline, BenchStream.KLINES));
        return new Updates(updates, hot, size / number("SELECT sum(pg_relation_size(relid)) " + parts));
    }

    /**
     * How rows were updated.
     *
     * @param count of updates
     * @param hot the share of those that touched no index
     * @param size of the table, by its smallest
     */
    public record Updates(double count, double hot, double size) {}

    private double number(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run: " + query, e);
        }
    }

    @Override
    public void drop(Pipeline pipeline) {
        BenchStream.ALL.forEach(stream -> execute("DROP TABLE assets." + BenchServers.table(pipeline, stream)));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot close the connection to PostgreSQL", e);
        } finally {
            server.close();
        }
    }
}
