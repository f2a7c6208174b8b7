package io.candlestream.bench.race;

import io.candlestream.bench.measure.Spread;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.sandbox.server.BatchLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/** How long after the topic has acknowledged an update a query by its key finds it. */
final class LatencyRace implements Race {
    private static final List<Integer> RATES = List.of(2_000, 12_000);

    private static final List<Percentile> PERCENTILES =
            List.of(new Percentile("median", 0.5), new Percentile("p99", 0.99), new Percentile("max", 1));

    private record Percentile(String name, double share) {}

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "From the topic until a query by key finds it, " + Plan.UPDATES + " updates a candle";
    }

    @Override
    public List<RaceResult> run(BenchContext context) {
        return RATES.stream().flatMap(rate -> run(context, rate).stream()).toList();
    }

    private List<RaceResult> run(BenchContext context, int rate) {
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
                .map(run -> RaceResult.alone(name(), "ours, " + rate + "/s, " + run.getKey(), "ms", run.getValue()))
                .toList();
    }

    private List<Double> observe(BenchContext context, int rate, int round) {
        SplittableRandom random = new SplittableRandom(round);
        try (LiveRun<LatencyProbes> live = new LiveRun<>(
                context.servers(),
                rate,
                pipeline -> new LatencyProbes(context.servers().session(), BenchServers.nameOf(pipeline), random))) {
            live.awaitSteady(context.plan().warmUpBatches());
            int before = live.batches().lines().size();
            List<Double> latencies = live.listener().observe(context.plan().observed());
            List<BatchLine> lines = live.batches().lines();
            if (latencies.isEmpty() || lines.size() == before) {
                throw new IllegalStateException("nothing came through while it was observed");
            }
            context.report().text(split(rate, latencies.size(), lines.subList(before, lines.size())));
            return latencies;
        }
    }

    private static String split(int rate, int probes, List<BatchLine> batches) {
        return String.format(
                Locale.ROOT,
                "- latency at %,d/s: %d probes; a batch read %.0f records and took %.0f ms: offsets %.0f, plan %.0f,"
                        + " rows %.0f, checkpoint %.0f (medians of %d batches)",
                rate,
                probes,
                median(batches, BatchLine::read),
                median(batches, BatchLine::millis),
                median(batches, batch -> batch.split().offsets()),
                median(batches, batch -> batch.split().plan()),
                median(batches, batch -> batch.split().rows()),
                median(batches, batch -> batch.split().checkpoint()),
                batches.size());
    }

    private static double median(List<BatchLine> batches, ToLongFunction<BatchLine> value) {
        return Spread.percentile(
                batches.stream().map(batch -> (double) value.applyAsLong(batch)).toList(), 0.5);
    }
}
