package io.candlestream.bench.race;

import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Ever larger tables of few and of many assets: neither speed nor memory may depend on how much there is. */
final class GrowthRace {
    private static final List<Integer> ASSETS = List.of(50, 5_000);

    private GrowthRace() {}

    static List<RaceResult> run(BenchContext context) {
        List<RaceResult> results = new ArrayList<>();
        for (int assets : ASSETS) {
            for (long rows : context.plan().growth()) {
                results.addAll(run(context, assets, rows));
            }
        }
        return results;
    }

    private static List<RaceResult> run(BenchContext context, int assets, long atMost) {
        KlineWorkload workload = KlineWorkload.closedCandles(assets);
        long rows = workload.whole(atMost);
        String name = String.format(Locale.ROOT, "%.1fM rows, %,d assets", rows / 1e6, assets);
        try {
            Run run = context.onTopic(
                    workload, rows, topic -> new Trial(context.servers(), topic, rows, workload, Optional.empty())
                            .toTable(OwnConsumer.toTable()));
            Stream<RaceResult> memory =
                    run.cost().stream().map(cost -> context.alone(name + ", memory", "MB", cost.peakMegabytes()));
            return Stream.concat(Stream.of(context.alone(name, "rows/s", List.of(run))), memory)
                    .toList();
        } catch (IllegalStateException e) {
            context.report().failure("growth: " + name, e);
            return List.of();
        }
    }
}
