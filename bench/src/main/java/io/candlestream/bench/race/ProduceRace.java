package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.LogTimedTrial;
import io.candlestream.bench.trial.Trials;
import io.candlestream.sandbox.server.Pipeline;
import java.util.List;
import java.util.Map;

/** Frames to topic: what the producer parses, encodes and has acknowledged on one core. */
final class ProduceRace implements Race {
    @Override
    public String name() {
        return "produce";
    }

    @Override
    public String title() {
        return "JSON frame to topic, on one core";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public List<RaceResult> run(BenchContext context) {
        return new Trials(context, name(), "frames/s")
                .run(List.of(JvmContender.frames()), contender -> trial(context, contender));
    }

    private static Run trial(BenchContext context, Contender contender) {
        long frames = context.plan().rows();
        Map<String, String> topic = context.servers().newTopic();
        Pipeline pipeline = context.servers().pipeline(topic).with("BENCH_FRAMES", String.valueOf(frames));
        Run run = new LogTimedTrial(context.servers(), frames).run(contender, pipeline);
        context.servers().drop(topic);
        return run;
    }
}
