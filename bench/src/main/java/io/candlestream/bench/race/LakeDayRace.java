package io.candlestream.bench.race;

import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.contender.TimedCommand;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.server.BenchLake;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trials;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.Pipeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A day of candles in a lake, a commit for each of its minutes: what the commits take one after the other, how long DuckDB reads the
 * files of the day, and how long {@code lake compact} merges them.
 */
final class LakeDayRace {
    private static final int MINUTES = 1440;
    /** The day behind the workload's first one. */
    private static final String NEXT_DAY = "2024-01-02";

    private static final double NANOS = 1e9;

    private LakeDayRace() {}

    static List<RaceResult> run(BenchContext context) {
        KlineWorkload workload = KlineWorkload.closedCandles(Plan.ASSETS);
        OwnConsumer minutes = OwnConsumer.toLake(
                "ours", Map.of("CANDLESTREAM_CONSUMER_FILES_MAX_OFFSETS_PER_TRIGGER", String.valueOf(Plan.ASSETS)));
        return context.onProvedTopic(workload, (long) Plan.ASSETS * MINUTES, trial -> new Trials(context, "rows/s")
                .run(
                        List.of(minutes),
                        trial.into(context.servers().lake(pipeline -> measure(context, pipeline)))::toTableBySpan));
    }

    private static void measure(BenchContext context, Pipeline pipeline) {
        Path data = BenchLake.data(pipeline, "candles");
        long unmerged = BenchLake.files(pipeline, "candles");
        double read = read(data);
        double merge = TimedCommand.seconds(pipeline, LakeFolder.program(), "compact", "--before", NEXT_DAY);
        TimedCommand.seconds(pipeline, LakeFolder.program(), "expire", "--hours", "0");
        context.report()
                .text(String.format(
                        Locale.ROOT,
                        "%n%,d files of a day: DuckDB read all their columns in %.2f s; `lake compact` merged them in"
                                + " %.1f s (its start included) into %d, which DuckDB read in %.2f s.",
                        unmerged,
                        read,
                        merge,
                        BenchLake.files(pipeline, "candles"),
                        read(data)));
    }

    /** Seconds for all columns of all files, in a process that has just read them once. */
    private static double read(Path data) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            String rows = "AS SELECT * FROM read_parquet('" + data + "/**/*.parquet', hive_partitioning = false)";
            // As the connection of our Python package has it: a table promises no order.
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("CREATE TABLE first " + rows);
            long start = System.nanoTime();
            statement.execute("CREATE TABLE second " + rows);
            return (System.nanoTime() - start) / NANOS;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the files below " + data, e);
        }
    }
}
