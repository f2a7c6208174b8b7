package io.candlestream.bench.server;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.PostgresRows;
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
import java.util.function.LongSupplier;

/** The demo's PostgreSQL, whose tables are emptied for every run; the broker is that of {@link BenchServers}. */
final class BenchPostgres implements BenchStore, AutoCloseable {
    private static final String PASSWORD = "only-for-the-benchmark";

    /** Of what the workloads make: klines and trades of at most some months. */
    private static final String PARTITIONS = "SELECT assets.make_partition('%s', at) FROM"
            + " generate_series(timestamptz '%s', timestamptz '%s', interval '1 day') at";

    private final BenchServers servers;
    private final ProcessTree broker;
    private final PostgresServer server;
    private final PostgresLogin owner;
    private final Connection connection;

    BenchPostgres(BenchServers servers, ProcessTree broker, Path folder) {
        this.servers = servers;
        this.broker = broker;
        this.server = PostgresServer.start(folder, "shared_buffers=512MB", "max_wal_size=4GB");
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        this.owner = setup.owner();
        try {
            this.connection = owner.connect();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to PostgreSQL", e);
        }
        execute(PARTITIONS.formatted("assets", "2024-01-01", "2024-03-01"));
        execute(PARTITIONS.formatted("trades", "2024-08-08", "2024-08-20"));
    }

    @Override
    public Pipeline newTables(Map<String, String> topics) {
        empty();
        Pipeline pipeline = servers.pipeline(topics)
                .with(writer().environment())
                .with(BenchStream.KLINES.tableVariable(), BenchStream.KLINES.definition())
                .with(BenchStream.TRADES.tableVariable(), BenchStream.TRADES.definition());
        return pipeline.with("CANDLESTREAM_CONFIG", settings(pipeline.folder()).toString());
    }

    /** The role of the consumer. */
    private PostgresLogin writer() {
        return owner.as(PostgresSetup.WRITER, PASSWORD);
    }

    /** The settings by which the consumer writes both streams into PostgreSQL alone. */
    private static Path settings(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(
                    folder.resolve("sinks.conf"),
                    "candlestream.consumer.streams { klines.sinks = [postgres], trades.sinks = [postgres] }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void empty() {
        execute("TRUNCATE assets.assets, assets.trades, assets.gaps, assets.batches");
        execute("CHECKPOINT");
    }

    /** Its pages: PostgreSQL counts rows only once in a while. */
    @Override
    public LongSupplier writes(Pipeline pipeline, BenchStream stream) {
        String size = "SELECT coalesce(sum(pg_relation_size(inhrelid)), 0) FROM pg_inherits"
                + " WHERE inhparent = 'assets." + stream.definition() + "'::regclass";
        try {
            PreparedStatement select = owner.connect().prepareStatement(size);
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
        return PostgresRows.digest(
                connection, "assets." + workload.stream().definition(), workload.table(), workload.isExact());
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
        return List.of(broker, new ProcessTree(server.process().pid()));
    }

    @Override
    public void drop(Pipeline pipeline) {
        empty();
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
