package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.LogTimedTrial;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trials;
import java.util.List;
import java.util.Map;

/** Topic to typed rows that nobody stores. */
final class DecodeRace implements Race {
    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String title() {
        return "Topic to typed rows, without a sink";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public List<RaceResult> run(BenchContext context) {
        Workload workload = Workload.closedCandles(Plan.ASSETS);
        long rows = workload.wholeCandles(2 * context.plan().rows());
        Map<String, String> topic = context.servers().newTopic();
        TopicFill.write(workload, rows, topic);
        LogTimedTrial trial = new LogTimedTrial(context.servers(), rows);
        List<Contender> contenders = List.of(
                OwnConsumer.toConsole(),
                JvmContender.onSpark("from_avro", "from-avro"),
                JvmContender.consumerPerformance());
        List<RaceResult> results = new Trials(context, name(), "rows/s")
                .run(
                        contenders,
                        contender -> trial.run(contender, context.servers().pipeline(topic)));
        context.servers().drop(topic);
        return results;
    }
}
