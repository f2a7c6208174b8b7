package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.load.TradeWorkload;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trial;
import io.candlestream.bench.trial.Trials;
import io.candlestream.sandbox.server.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Frames to topic: what the producer parses, encodes and has acknowledged on one core. */
final class ProduceRace {
    private ProduceRace() {}

    static List<RaceResult> run(BenchContext context) {
        return run(context, KlineWorkload.closedCandles(Plan.ASSETS));
    }

    static List<RaceResult> ofTrades(BenchContext context) {
        return run(context, TradeWorkload.ofPairs(Plan.ASSETS));
    }

    /** @param workload of which the stream counts */
    private static List<RaceResult> run(BenchContext context, Workload<?> workload) {
        return new Trials(context, "frames/s")
                .run(List.of(JvmContender.frames()), contender -> trial(context, workload, contender));
    }

    private static Run trial(BenchContext context, Workload<?> workload, Contender contender) {
        long frames = context.plan().rows();
        Map<String, String> topics = context.servers().newTopics(workload.stream());
        Pipeline pipeline = context.servers()
                .pipeline(topics)
                .with("BENCH_FRAMES", String.valueOf(frames))
                .with("BENCH_STREAM", workload.stream().name());
        Run run =
                new Trial(context.servers(), topics, frames, workload, Optional.empty()).toNothing(contender, pipeline);
        context.servers().drop(topics);
        return run;
    }
}
