package io.candlestream.bench.race;

import io.candlestream.bench.contender.ArchiveFiles;
import io.candlestream.bench.contender.RepeatedCommand;
import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.load.TradeWorkload;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.Spread;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchStore;
import io.candlestream.bench.server.LatencyQuery;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.ingest.channel.Event;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.trade.Trade;
import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long after the topic has acknowledged an event a query by its key finds it. */
final class LatencyRace {
    private static final List<Integer> RATES = List.of(2_000, 12_000);
    private static final int TRADES = 20_000;
    private static final int ARCHIVED_PAIRS = 40;

    private static final List<Percentile> PERCENTILES =
            List.of(new Percentile("median", 0.5), new Percentile("p99", 0.99), new Percentile("max", 1));

    private record Percentile(String name, double share) {}

    /** One of the loads at a time. */
    private record Rate<E extends Event>(String events, Workload<E> workload, int perSecond, LatencyQuery<E> query) {
        static Rate<Kline> klines(int perSecond) {
            return new Rate<>(
                    "updates", KlineWorkload.updated(Plan.ASSETS, Plan.UPDATES), perSecond, LatencyQuery.KLINES);
        }

        static Rate<Trade> trades(int perSecond) {
            return new Rate<>("trades", TradeWorkload.ofPairs(Plan.TRADED_PAIRS), perSecond, LatencyQuery.TRADES);
        }

        LatencyProbes<E> load(LiveRun live, BenchStore store, long seed) {
            LatencyProbes<E> probes = new LatencyProbes<>(
                    store.asked(live.pipeline(), workload.stream(), query), new SplittableRandom(seed));
            live.load(workload, perSecond, probes);
            return probes;
        }

        @Override
        public String toString() {
            return perSecond + " " + events + "/s";
        }
    }

    private LatencyRace() {}

    /** Klines alone. */
    static List<RaceResult> run(BenchContext context) {
        return RATES.stream()
                .flatMap(rate -> run(
                        context,
                        List.of(Case.alone("ours", context.servers())),
                        BenchStream.KLINES,
                        List.of(Rate.klines(rate)))
                        .stream())
                .toList();
    }

    /** Klines into each store by turns, and into both at once. */
    static List<RaceResult> intoPostgres(BenchContext context) {
        List<Case> stores = List.of(
                Case.alone("into Cassandra", context.servers()),
                Case.alone("into PostgreSQL", context.servers().postgres()),
                Case.alone("into both, in PostgreSQL", context.servers().both()));
        return run(context, stores, BenchStream.KLINES, List.of(Rate.klines(RATES.get(RATES.size() - 1))));
    }

    static List<RaceResult> withTrades(BenchContext context) {
        return run(
                context,
                List.of(Case.alone("ours", context.servers())),
                BenchStream.TRADES,
                List.of(Rate.trades(TRADES), Rate.klines(RATES.get(RATES.size() - 1))));
    }

    /** Klines alone, and while {@code history load} brings archive files into the same table. */
    static List<RaceResult> besideHistory(BenchContext context) {
        KlineWorkload candles = KlineWorkload.closedCandles(ARCHIVED_PAIRS);
        Path archive = context.servers().folder().resolve("history");
        ArchiveFiles.write(candles, candles.whole(context.plan().rows()), archive);
        try {
            return run(
                    context,
                    List.of(
                            new Case("alone", context.servers(), Optional.empty()),
                            new Case("beside a load", context.servers(), Optional.of(archive))),
                    BenchStream.KLINES,
                    List.of(Rate.klines(RATES.get(0))));
        } finally {
            Folders.delete(archive);
        }
    }

    /**
     * Where rows go, and what runs beside.
     *
     * @param archive files that are loaded meanwhile, if any
     */
    private record Case(String name, BenchStore store, Optional<Path> archive) {
        static Case alone(String name, BenchStore store) {
            return new Case(name, store, Optional.empty());
        }

        Optional<RepeatedCommand> beside(BenchContext context, Pipeline pipeline) {
            return archive.map(data -> new RepeatedCommand(
                    pipeline.with(context.servers().jmx())
                            .with(
                                    "CANDLESTREAM_HISTORY_FOLDER",
                                    pipeline.folder().resolve("load").toString()),
                    Programs.java("loader"),
                    "load",
                    "--again",
                    "--data",
                    data.toString()));
        }
    }

    private static List<RaceResult> run(
            BenchContext context, List<Case> cases, BenchStream stream, List<Rate<?>> rates) {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        try {
            for (int round = 1; round <= context.plan().rounds(); round++) {
                for (Case one : cases) {
                    observe(context, one, stream, rates, round)
                            .forEach((rate, latencies) -> PERCENTILES.forEach(percentile -> runs.computeIfAbsent(
                                            one.name() + ", " + rate + ", " + percentile.name(),
                                            key -> new ArrayList<>())
                                    .add(Run.of(Spread.percentile(latencies, percentile.share())))));
                }
            }
        } catch (IllegalStateException e) {
            context.report().failure(context.race() + ": ours at " + rates, e);
        }
        return runs.entrySet().stream()
                .map(run -> context.alone(run.getKey(), "ms", run.getValue()))
                .toList();
    }

    /** The latencies in milliseconds by the name of their load. */
    private static Map<String, List<Double>> observe(
            BenchContext context, Case one, BenchStream stream, List<Rate<?>> rates, int round) {
        try (LiveRun live = new LiveRun(context.servers(), one.store(), stream)) {
            Map<String, LatencyProbes<?>> probes = new LinkedHashMap<>();
            rates.forEach(rate -> probes.put(rate.toString(), rate.load(live, one.store(), round)));
            live.awaitSteady(context.plan().warmUpBatches());
            Optional<RepeatedCommand> other = one.beside(context, live.pipeline());
            ConsumerReading before = live.look();
            Map<String, List<Double>> latencies = new LinkedHashMap<>();
            try {
                Map<String, CompletableFuture<List<Double>>> observed = new LinkedHashMap<>();
                probes.forEach((rate, some) -> observed.put(
                        rate,
                        CompletableFuture.supplyAsync(
                                () -> some.observe(context.plan().observed()))));
                observed.forEach((rate, some) -> latencies.put(rate, some.join()));
            } finally {
                other.ifPresent(RepeatedCommand::close);
            }
            ConsumerReading after = live.look();
            if (latencies.values().stream().anyMatch(List::isEmpty) || after.batches() == before.batches()) {
                throw new IllegalStateException("nothing came through while it was observed");
            }
            other.ifPresent(command -> context.report()
                    .text("- beside it " + command.runs() + " loads of "
                            + context.plan().rows() + " rows"));
            latencies.forEach((rate, some) -> context.report().text(split(rate, some.size(), before, after)));
            return latencies;
        }
    }

    private static String split(String rate, int probes, ConsumerReading before, ConsumerReading after) {
        long batches = after.batches() - before.batches();
        String phases = Stream.of("offsets", "plan", "rows", "checkpoint")
                .map(phase -> String.format(
                        Locale.ROOT, "%s %.0f", phase, mean(after.batchTime(phase), before.batchTime(phase))))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "- latency at %s: %d probes; a batch read %.0f records and took %.0f ms: %s (means of %d batches)",
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
