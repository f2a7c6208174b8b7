package io.candlestream.bench.race;

import io.candlestream.bench.measure.Spread;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.sandbox.server.ConsumerReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long after the topic has acknowledged an update a query by its key finds it. */
final class LatencyRace {
    private static final List<Integer> RATES = List.of(2_000, 12_000);

    private static final List<Percentile> PERCENTILES =
            List.of(new Percentile("median", 0.5), new Percentile("p99", 0.99), new Percentile("max", 1));

    private record Percentile(String name, double share) {}

    private LatencyRace() {}

    static List<RaceResult> run(BenchContext context) {
        return RATES.stream().flatMap(rate -> run(context, rate).stream()).toList();
    }

    private static List<RaceResult> run(BenchContext context, int rate) {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        try {
            for (int round = 1; round <= context.plan().rounds(); round++) {
                List<Double> latencies = observe(context, rate, round);
                PERCENTILES.forEach(percentile -> runs.computeIfAbsent(percentile.name(), key -> new ArrayList<>())
                        .add(Run.of(Spread.percentile(latencies, percentile.share()))));
            }
        } catch (IllegalStateException e) {
            context.report().failure("latency: ours at " + rate + "/s", e);
        }
        return runs.entrySet().stream()
                .map(run -> context.alone("ours, " + rate + "/s, " + run.getKey(), "ms", run.getValue()))
                .toList();
    }

    private static List<Double> observe(BenchContext context, int rate, int round) {
        SplittableRandom random = new SplittableRandom(round);
        try (LiveRun<LatencyProbes> live = new LiveRun<>(
                context.servers(),
                rate,
                pipeline -> new LatencyProbes(context.servers().session(), BenchServers.nameOf(pipeline), random))) {
            live.awaitSteady(context.plan().warmUpBatches());
            ConsumerReading before = live.look();
            List<Double> latencies = live.listener().observe(context.plan().observed());
            ConsumerReading after = live.look();
            if (latencies.isEmpty() || after.batches() == before.batches()) {
                throw new IllegalStateException("nothing came through while it was observed");
            }
            context.report().text(split(rate, latencies.size(), before, after));
            return latencies;
        }
    }

    private static String split(int rate, int probes, ConsumerReading before, ConsumerReading after) {
        long batches = after.batches() - before.batches();
        String phases = Stream.of("offsets", "plan", "rows", "checkpoint")
                .map(phase -> String.format(
                        Locale.ROOT, "%s %.0f", phase, mean(after.batchTime(phase), before.batchTime(phase))))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "- latency at %,d/s: %d probes; a batch read %.0f records and took %.0f ms: %s (means of %d batches)",
                rate,
                probes,
                (after.records() - before.records()) / (double) batches,
                mean(after.batchTime(), before.batchTime()),
                phases,
                batches);
    }

    private static double mean(HistogramReading after, HistogramReading before) {
        return 1000 * after.since(before).mean().orElse(0);
    }
}
