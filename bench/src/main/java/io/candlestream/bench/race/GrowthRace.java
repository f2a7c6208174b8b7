package io.candlestream.bench.race;

import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.result.Cost;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.TableTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Ever larger tables of few and of many assets: neither speed nor memory may depend on how much there is. */
final class GrowthRace implements Race {
    private static final List<Integer> ASSETS = List.of(50, 5_000);

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "Topic to Cassandra by the number of rows and assets, one run each";
    }

    @Override
    public List<RaceResult> run(BenchContext context) {
        List<RaceResult> results = new ArrayList<>();
        for (int assets : ASSETS) {
            for (long rows : context.plan().growth()) {
                results.addAll(run(context, assets, rows));
            }
        }
        return results;
    }

    private List<RaceResult> run(BenchContext context, int assets, long atMost) {
        Workload workload = Workload.closedCandles(assets);
        long rows = workload.wholeCandles(atMost);
        Map<String, String> topic = context.servers().newTopic();
        TopicFill.write(workload, rows, topic);
        TableTrial trial = new TableTrial(context.servers(), topic, rows, Optional.empty());
        String name = String.format(Locale.ROOT, "%.1fM rows, %,d assets", rows / 1e6, assets);
        List<RaceResult> results = new ArrayList<>();
        try {
            Run run = trial.run(OwnConsumer.toTable());
            results.add(RaceResult.alone(name(), name, "rows/s", List.of(run)));
            run.cost()
                    .map(Cost::peakMegabytes)
                    .ifPresent(memory ->
                            results.add(RaceResult.alone(name(), name + ", memory", "MB", List.of(Run.of(memory)))));
        } catch (IllegalStateException e) {
            context.report().failure("growth: " + name, e);
        }
        context.servers().drop(topic);
        return results;
    }
}
