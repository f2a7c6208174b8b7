package io.candlestream.bench.race;

import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.Machine;
import io.candlestream.bench.proof.ExpectedRows;
import io.candlestream.bench.result.BenchReport;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.TableTrial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All races in their order; runs those that are wanted on one set of servers. */
public final class Races {
    private static final List<Race> ALL = List.of(
            new SinkRace(),
            new DecodeRace(),
            new ProduceRace(),
            new LatencyRace(),
            new RecoveryRace(),
            new CatchUpRace(),
            new GrowthRace(),
            new ReadRace());

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
        try (BenchServers servers = BenchServers.start(folder)) {
            report.text(Machine.line());
            report.text(servers.description() + "; " + Versions.line());
            report.text(plan.rounds() + " rounds, " + plan.rows() + " rows, " + Plan.ASSETS
                    + " assets; heaps: broker 384 MB, Cassandra 2 GB, each client 1 GB");
            BenchContext context = new BenchContext(servers, plan, report);
            List<Race> wanted = ALL.stream()
                    .filter(race -> names.isEmpty() || names.contains(race.name()))
                    .toList();
            if (wanted.stream().anyMatch(Race::writes)) {
                warmUp(context);
            }
            return wanted.stream().filter(race -> !run(race, context)).toList().isEmpty();
        }
    }

    /**
     * The servers' code is compiled by the first million writes or more, at a cost that is larger than theirs: the first to come
     * first would pay for all. So the bare loop runs until it gets no faster.
     */
    private static void warmUp(BenchContext context) {
        Workload workload = Workload.closedCandles(Plan.ASSETS);
        long rows = workload.wholeCandles(Math.min(WARM_UP_ROWS, context.plan().rows()));
        Map<String, String> topic = context.servers().newTopic();
        TopicFill.write(workload, rows, topic);
        TableTrial trial =
                new TableTrial(context.servers(), topic, rows, Optional.of(ExpectedRows.digest(workload, rows)));
        double fastest = 0;
        for (int run = 1; run <= context.plan().warmUps(); run++) {
            double figure = trial.run(JvmContender.bareLoop()).figure();
            context.report().progress(String.format(Locale.ROOT, "Warming up: bare loop %,.0f rows/s", figure));
            if (figure < fastest * FASTER) {
                break;
            }
            fastest = figure;
        }
        context.servers().drop(topic);
    }

    private static boolean run(Race race, BenchContext context) {
        context.report().progress("\n" + race.name() + ": " + race.title() + " ...");
        List<RaceResult> results = results(race, context).orElse(List.of());
        if (!results.isEmpty()) {
            context.report().race(race.name() + ": " + race.title(), results);
        }
        return !results.isEmpty();
    }

    private static Optional<List<RaceResult>> results(Race race, BenchContext context) {
        try {
            return Optional.of(race.run(context));
        } catch (IllegalStateException e) {
            context.report().failure(race.name(), e);
            return Optional.empty();
        }
    }
}
