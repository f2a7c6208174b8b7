package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.result.Result;
import io.candlestream.bench.track.Heats;
import io.candlestream.bench.track.Plan;
import io.candlestream.bench.track.SpokenHeat;
import io.candlestream.bench.track.Track;
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
    public List<Result> run(Track track) {
        Workload workload = Workload.closedCandles(Plan.ASSETS);
        long rows = workload.wholeCandles(2 * track.plan().rows());
        Map<String, String> topic = track.bed().newTopic();
        TopicFill.write(workload, rows, topic);
        SpokenHeat heat = new SpokenHeat(track.bed(), rows);
        List<Contender> contenders = List.of(
                OwnConsumer.toConsole(),
                JvmContender.onSpark("from_avro", "from-avro"),
                JvmContender.consumerPerformance());
        List<Result> results = new Heats(track, name(), "rows/s")
                .run(contenders, contender -> heat.run(contender, track.bed().pipeline(topic)));
        track.bed().drop(topic);
        return results;
    }
}
