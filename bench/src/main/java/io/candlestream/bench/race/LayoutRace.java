package io.candlestream.bench.race;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.bench.load.AssetWalk;
import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.measure.Spread;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.server.LiveWriting;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.runtime.cassandra.NodeJmx;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Years of live writing under several compactions of the contract's table: how many files they leave, what that takes of the server, and
 * what it costs who reads or starts it again. Five years of a pair are {@code --rows 2629440}.
 */
final class LayoutRace {
    private static final int PAIRS = 1;
    private static final int MINUTES = 1440;
    /** How often a day the memory goes into a file: a node does it by size, and so the busier it is the oftener. */
    private static final int FLUSHES = 2;

    private static final int MONTH = 30;
    private static final int YEAR = 365;
    private static final int READS = 21;
    private static final int LONG_READS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final double NANOS = 1e9;

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("windows of a day", window(1), false),
            new Layout("windows of a day, months merged", window(1), true),
            new Layout("windows of 30 days", window(MONTH), false),
            new Layout("unified", "{'class': 'UnifiedCompactionStrategy'}", false));

    private LayoutRace() {}

    /**
     * A way to keep the table's files.
     *
     * @param compaction in CQL
     * @param merged whether the files of a finished month are merged by request, as by night
     */
    private record Layout(String name, String compaction, boolean merged) {}

    private static String window(int days) {
        return "{'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'DAYS', 'compaction_window_size': '"
                + days + "'}";
    }

    static List<RaceResult> run(BenchContext context) {
        int days = (int) Math.max(2, context.plan().rows() / PAIRS / MINUTES);
        List<RaceResult> results = new ArrayList<>();
        for (Layout layout : LAYOUTS) {
            if (context.plan().wants(layout.name())) {
                results.addAll(run(context, layout, days));
            }
        }
        return results;
    }

    private static List<RaceResult> run(BenchContext context, Layout layout, int days) {
        BenchServers servers = context.servers();
        Pipeline pipeline = servers.newTables(servers.newTopics(BenchStream.KLINES));
        String table = BenchServers.nameOf(pipeline, BenchStream.KLINES);
        servers.session().execute("ALTER TABLE " + table + " WITH compaction = " + layout.compaction());
        ProcessTree node = servers.cassandra();
        double before = node.cpuSeconds();
        int files;
        KlineWorkload workload = KlineWorkload.closedCandles(PAIRS);
        try (NodeJmx jmx = servers.node()) {
            write(servers.session(), jmx, table, workload.walks(), layout, days);
            awaitCompactions(jmx);
            files = jmx.files(keyspace(table), name(table));
        }
        double cpu = node.cpuSeconds() - before;
        double restart = servers.restartCassandra();
        long rows = (long) days * MINUTES * PAIRS;
        List<RaceResult> results = List.of(
                result(context, layout, "files", "", files),
                result(context, layout, "server", "CPU-s/M", cpu / rows * 1e6),
                result(context, layout, "restart", "s", restart),
                read(context, layout, table, "newest row", days, 0),
                read(context, layout, table, "a day", days, 1),
                read(context, layout, table, "a month", days, MONTH),
                read(context, layout, table, "a year", days, YEAR));
        servers.drop(pipeline);
        return results;
    }

    private static RaceResult result(BenchContext context, Layout layout, String what, String unit, double figure) {
        context.report().progress(String.format(Locale.ROOT, "%s, %s: %.3f %s", layout.name(), what, figure, unit));
        return context.alone(layout.name() + ", " + what, unit, figure);
    }

    private static void write(
            CqlSession session, NodeJmx jmx, String table, List<AssetWalk> walks, Layout layout, int days) {
        LiveWriting writing = new LiveWriting(session, table);
        Set<Path> merged = new HashSet<>();
        for (int day = 1; day <= days; day++) {
            for (int flush = 0; flush < FLUSHES; flush++) {
                writing.write(walks, MINUTES / FLUSHES);
                jmx.flush(keyspace(table), name(table));
            }
            if (layout.merged() && day % MONTH == 0) {
                awaitCompactions(jmx);
                List<Path> ofTheMonth = files(jmx, table).stream()
                        .filter(file -> !merged.contains(file))
                        .toList();
                jmx.merge(ofTheMonth);
                awaitCompactions(jmx);
                merged.addAll(files(jmx, table));
            }
        }
    }

    private static List<Path> files(NodeJmx jmx, String table) {
        List<Path> found = new ArrayList<>();
        for (Path folder : jmx.folders(keyspace(table), name(table))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith("-Data.db")).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list " + folder, e);
            }
        }
        return found;
    }

    /** Until nothing is merged any more, for as long as a strategy takes to think of more. */
    private static void awaitCompactions(NodeJmx jmx) {
        long calmSince = System.nanoTime();
        while (System.nanoTime() - calmSince < NANOS) {
            if (jmx.compactions() > 0) {
                calmSince = System.nanoTime();
            }
            Wait.of(LOOK_AGAIN);
        }
    }

    private static String keyspace(String table) {
        return table.substring(0, table.indexOf('.'));
    }

    private static String name(String table) {
        return table.substring(table.indexOf('.') + 1);
    }

    /** The median of some reads of {@code length} days, none for the newest row, spread over all of them. */
    private static RaceResult read(
            BenchContext context, Layout layout, String table, String what, int days, int length) {
        List<Double> millis = new ArrayList<>();
        int reads = length > 1 ? LONG_READS : READS;
        String asset =
                KlineWorkload.closedCandles(PAIRS).walks().get(0).symbol().toLowerCase(Locale.ROOT);
        Instant first = KlineWorkload.closedCandles(PAIRS).from();
        for (int i = 0; i < reads; i++) {
            Instant from = first.plus(Duration.ofDays((long) (days - Math.min(days, length)) * i / reads));
            String query = length == 0
                    ? "SELECT * FROM " + table + " WHERE asset_name = '" + asset + "' LIMIT 1"
                    : "SELECT * FROM " + table + " WHERE asset_name = '" + asset + "' AND timestamp >= '" + from
                            + "' AND timestamp < '" + from.plus(Duration.ofDays(length)) + "'";
            int rows = length == 0 ? 1 : Math.min(days, length) * MINUTES;
            millis.add(1000
                    * ReadRace.seconds(
                            context.servers().session(), query, PATIENCE, rows, row -> row.getDouble("close")));
        }
        context.report()
                .progress(String.format(
                        Locale.ROOT,
                        "%s, %s: %.1f ms",
                        layout.name(),
                        what,
                        Spread.of(millis).median()));
        return context.alone(
                layout.name() + ", " + what, "ms", millis.stream().map(Run::of).toList());
    }
}
