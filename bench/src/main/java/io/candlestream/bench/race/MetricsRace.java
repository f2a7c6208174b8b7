package io.candlestream.bench.race;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.measure.Spread;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.server.BenchStore;
import io.candlestream.bench.server.LatencyQuery;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.producer.kline.Kline;
import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.runtime.metrics.MetricsReading;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What the windows of a minute cost beside the plain stream: a market's minute takes a minute, so that they are as full as they get. */
final class MetricsRace {
    private static final int RATE = 12_000;
    /** So many make a candle's minute a minute long. */
    private static final int UPDATES = RATE * 60 / Plan.ASSETS;

    private static final String WITHOUT = "without";
    private static final Map<String, Double> PERCENTILES = new TreeMap<>(Map.of("median", 0.5, "p99", 0.99));
    private static final Duration WARM_UP = Duration.ofSeconds(75);
    private static final Duration OBSERVED = Duration.ofSeconds(60);

    private MetricsRace() {}

    static List<RaceResult> run(BenchContext context) {
        Map<String, BenchStore> stores = new LinkedHashMap<>();
        stores.put(WITHOUT, context.servers());
        stores.put("each 5 s", context.servers().metrics(Map.of()));
        stores.put("low-latency", context.servers().metrics(profile("low-latency")));
        stores.put("high-throughput", context.servers().metrics(profile("high-throughput")));
        List<RaceResult> results = new ArrayList<>();
        stores.forEach((name, store) -> results.addAll(run(context, name, store)));
        return results;
    }

    private static Map<String, String> profile(String name) {
        return Map.of(
                "CANDLESTREAM_CONFIG",
                ProjectFolder.find().root().resolve("docs/" + name + ".conf").toString());
    }

    private static List<RaceResult> run(BenchContext context, String name, BenchStore store) {
        try (LiveRun live = new LiveRun(context.servers(), store, BenchStream.KLINES)) {
            LatencyProbes<Kline> probes = new LatencyProbes<>(
                    store.asked(live.pipeline(), BenchStream.KLINES, query(name)), new SplittableRandom(1));
            live.load(KlineWorkload.updated(Plan.ASSETS, UPDATES), RATE, probes);
            live.awaitSteady(context.plan().warmUpBatches());
            Wait.until(WARM_UP, WARM_UP, () -> false);
            ProcessTree process = live.process();
            double cpu = process.cpuSeconds();
            ConsumerReading before = live.look();
            List<Double> ages = probes.observe(OBSERVED);
            ConsumerReading after = live.look();
            double used = process.cpuSeconds() - cpu;
            double millions = count(after, before, "stream", "klines", "records_total") / 1e6;
            List<RaceResult> results = new ArrayList<>();
            results.add(context.alone(name + ", CPU of the consumer", "s/M updates", used / millions));
            PERCENTILES.forEach((percentile, share) -> results.add(context.alone(
                    name + ", from the topic to a row that knows of it, " + percentile,
                    "ms",
                    Spread.percentile(ages, share))));
            if (!name.equals(WITHOUT)) {
                HistogramReading batch = histogram(after, "batch_seconds").since(histogram(before, "batch_seconds"));
                results.add(context.alone(
                        name + ", a batch", "ms", 1000 * batch.mean().orElse(0)));
                results.add(context.alone(
                        name + ", a batch, median",
                        "ms",
                        1000 * batch.quantile(0.5).orElse(0)));
                results.add(context.alone(
                        name + ", a batch, p95",
                        "ms",
                        1000 * batch.quantile(0.95).orElse(0)));
                results.add(context.alone(
                        name + ", updates that came late",
                        "updates",
                        count(after, before, "stream", "metrics", "late_updates_total")));
            }
            return results;
        } catch (IllegalStateException e) {
            context.report().failure(context.race() + ": " + name, e);
            return List.of();
        }
    }

    private static LatencyQuery<Kline> query(String name) {
        return name.equals(WITHOUT) ? LatencyQuery.KLINES : LatencyQuery.METRICS;
    }

    private static HistogramReading histogram(ConsumerReading reading, String name) {
        return of(reading, "query", "metrics").histogram("candlestream_consumer_" + name);
    }

    private static double count(ConsumerReading after, ConsumerReading before, String label, String of, String name) {
        String metric = "candlestream_consumer_" + name;
        return of(after, label, of).value(metric).orElse(0)
                - of(before, label, of).value(metric).orElse(0);
    }

    private static MetricsReading of(ConsumerReading reading, String label, String value) {
        return reading.metrics().where(label, value);
    }
}
