package io.candlestream.bench.race;

import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.measure.Machine;
import io.candlestream.bench.result.BenchReport;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** All races in their order; runs those that are wanted on one set of servers. */
public final class Races {
    private static final String LATENCY =
            "From the topic until a query by key finds it, " + Plan.UPDATES + " updates a candle";
    private static final String RECOVERY =
            "From SIGKILL of the consumer until the first new row, at " + RecoveryRace.RATE + " updates/s";
    private static final String CATCH_UP =
            "Backlog of " + Plan.UPDATES + " updates a candle, until the table is current";

    private static final List<Race> ALL = List.of(
            new Race("sink", "Topic to Cassandra: closed candles, each a row", true, SinkRace::run),
            new Race("decode", "Topic to typed rows, without a sink", false, DecodeRace::run),
            new Race("produce", "JSON frame to topic, on one core", false, ProduceRace::run),
            new Race("latency", LATENCY, true, LatencyRace::run),
            new Race("recovery", RECOVERY, true, RecoveryRace::run),
            new Race("catchup", CATCH_UP, true, CatchUpRace::run),
            new Race(
                    "growth",
                    "Topic to Cassandra by the number of rows and assets, one run each",
                    true,
                    GrowthRace::run),
            new Race(
                    "trades-sink",
                    "Trades of " + Plan.TRADED_PAIRS + " pairs, topic to Cassandra",
                    true,
                    SinkRace::ofTrades),
            new Race("trades-produce", "Trades, JSON frame to topic, on one core", false, ProduceRace::ofTrades),
            new Race("trades-latency", "The same of trades beside klines", true, LatencyRace::withTrades),
            new Race("trades-catchup", "Backlog of trades, until the table is current", true, CatchUpRace::ofTrades),
            new Race("postgres-sink", "Topic to PostgreSQL: closed candles, each a row", false, SinkRace::intoPostgres),
            new Race(
                    "postgres-trades-sink",
                    "Trades of " + Plan.TRADED_PAIRS + " pairs, topic to PostgreSQL",
                    false,
                    SinkRace::ofTradesIntoPostgres),
            new Race("lake-sink", "Topic to a lake: closed candles, each a row", false, SinkRace::intoLake),
            new Race(
                    "lake-day",
                    "A day of candles in a lake, a commit for each of its 1,440 minutes",
                    false,
                    LakeDayRace::run),
            new Race("lake-live", "A lake beside 12,000 updates/s", false, LakeLiveRace::run),
            new Race("metrics", "Metrics of a minute beside 12,000 updates/s", true, MetricsRace::run),
            new Race("postgres-latency", LATENCY + ", in PostgreSQL", true, LatencyRace::intoPostgres),
            new Race("history", "Archive files of closed candles to Cassandra", true, HistoryRace::run),
            new Race(
                    "history-latency",
                    "The same of klines while archive files are loaded",
                    true,
                    LatencyRace::besideHistory),
            new Race("certify", "Days of candles until they are certified", true, CertifyRace::run),
            new Race("layouts", "Years of live writing by the table's compaction", false, LayoutRace::run),
            new Race(
                    "postgres-updates",
                    "Candles that are rewritten in PostgreSQL, 50 times each",
                    false,
                    UpdatesRace::run),
            new Race("read", "Reading, every column of every row, by the Java driver", true, ReadRace::run));

    private static final long WARM_UP_ROWS = 1_000_000;
    private static final double FASTER = 1.05;

    private Races() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Race::name).toList();
    }

    /**
     * Runs the races of these names, all when there are none.
     *
     * @param folder for the servers' data, removed at the end
     * @return whether each of them came to a result
     */
    public static boolean run(List<String> names, Plan plan, Path folder, BenchReport report) {
        report.progress("Starting broker and Cassandra ...");
        try (BenchServers servers = new BenchServers(folder)) {
            report.text(Machine.line());
            report.text(servers.description() + "; " + Versions.line());
            report.text(plan.rounds() + " rounds, " + plan.rows() + " rows, " + Plan.ASSETS
                    + " assets; heaps: broker 384 MB, Cassandra 2 GB, each client 1 GB");
            List<Race> wanted = ALL.stream()
                    .filter(race -> names.isEmpty() || names.contains(race.name()))
                    .toList();
            if (wanted.stream().anyMatch(Race::writes)) {
                warmUp(new BenchContext("warm-up", servers, plan, report));
            }
            return wanted.stream()
                    .filter(race -> !run(race, new BenchContext(race.name(), servers, plan, report)))
                    .toList()
                    .isEmpty();
        }
    }

    /**
     * The servers' code is compiled by the first million writes or more, at a cost that is larger than theirs: the first to come
     * first would pay for all. So the bare loop runs until it gets no faster.
     */
    private static void warmUp(BenchContext context) {
        KlineWorkload workload = KlineWorkload.closedCandles(Plan.ASSETS);
        long rows = workload.whole(Math.min(WARM_UP_ROWS, context.plan().rows()));
        context.onProvedTopic(workload, rows, trial -> warmUp(context, trial));
    }

    /** How fast it got. */
    private static double warmUp(BenchContext context, Trial trial) {
        double fastest = 0;
        for (int run = 1; run <= context.plan().warmUps(); run++) {
            double figure = trial.toTable(JvmContender.bareLoop()).figure();
            context.report().progress(String.format(Locale.ROOT, "Warming up: bare loop %,.0f rows/s", figure));
            if (figure < fastest * FASTER) {
                break;
            }
            fastest = figure;
        }
        return fastest;
    }

    private static boolean run(Race race, BenchContext context) {
        context.report().progress("\n" + race.name() + ": " + race.title() + " ...");
        try {
            List<RaceResult> results = race.course().apply(context);
            if (!results.isEmpty()) {
                context.report().race(race.name() + ": " + race.title(), results);
            }
            return !results.isEmpty();
        } catch (IllegalStateException e) {
            context.report().failure(race.name(), e);
            return false;
        }
    }
}
