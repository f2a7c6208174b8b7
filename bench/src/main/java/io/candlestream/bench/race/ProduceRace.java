package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.trial.BenchContext;
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
        return new Trials(context, "frames/s")
                .run(List.of(JvmContender.frames()), contender -> trial(context, contender));
    }

    private static Run trial(BenchContext context, Contender contender) {
        long frames = context.plan().rows();
        Map<String, String> topic = context.servers().newTopic();
        Pipeline pipeline = context.servers().pipeline(topic).with("BENCH_FRAMES", String.valueOf(frames));
        Run run = new Trial(context.servers(), topic, frames, Optional.empty()).toNothing(contender, pipeline);
        context.servers().drop(topic);
        return run;
    }
}
