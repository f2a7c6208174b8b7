package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trial;
import io.candlestream.bench.trial.Trials;
import java.util.List;
import java.util.Optional;

/** Topic to typed rows that nobody stores. */
final class DecodeRace {
    private DecodeRace() {}

    static List<RaceResult> run(BenchContext context) {
        KlineWorkload workload = KlineWorkload.closedCandles(Plan.ASSETS);
        long rows = workload.whole(2 * context.plan().rows());
        List<Contender> contenders = List.of(
                OwnConsumer.toConsole(),
                JvmContender.onSpark("from_avro", "from-avro"),
                JvmContender.consumerPerformance());
        return context.onTopic(workload, rows, topic -> {
            Trial trial = new Trial(context.servers(), topic, rows, workload, Optional.empty());
            return new Trials(context, "rows/s")
                    .run(
                            contenders,
                            contender ->
                                    trial.toNothing(contender, context.servers().pipeline(topic)));
        });
    }
}
