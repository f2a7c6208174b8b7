package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.result.Result;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.track.Heats;
import io.candlestream.bench.track.SpokenHeat;
import io.candlestream.bench.track.Track;
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
    public List<Result> run(Track track) {
        return new Heats(track, name(), "frames/s")
                .run(List.of(JvmContender.frames()), contender -> heat(track, contender));
    }

    private static Run heat(Track track, Contender contender) {
        long frames = track.plan().rows();
        Map<String, String> topic = track.bed().newTopic();
        Pipeline pipeline = track.bed().pipeline(topic).with("BENCH_FRAMES", String.valueOf(frames));
        Run run = new SpokenHeat(track.bed(), frames).run(contender, pipeline);
        track.bed().drop(topic);
        return run;
    }
}
