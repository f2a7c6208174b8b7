package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.proof.ExpectedRows;
import io.candlestream.bench.result.Result;
import io.candlestream.bench.track.Heats;
import io.candlestream.bench.track.Plan;
import io.candlestream.bench.track.TableHeat;
import io.candlestream.bench.track.Track;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backlog as an outage leaves it: every candle's updates, of which only the last one counts in the end. */
final class CatchUpRace implements Race {
    @Override
    public String name() {
        return "catchup";
    }

    @Override
    public String title() {
        return "Backlog of " + Plan.UPDATES + " updates a candle, until the table is current";
    }

    @Override
    public List<Result> run(Track track) {
        Workload workload = Workload.updated(Plan.ASSETS, Plan.UPDATES);
        long updates = workload.wholeCandles(3 * track.plan().rows());
        Map<String, String> topic = track.bed().newTopic();
        TopicFill.write(workload, updates, topic);
        TableHeat heat =
                new TableHeat(track.bed(), topic, updates, Optional.of(ExpectedRows.digest(workload, updates)));
        List<Contender> contenders = List.of(OwnConsumer.toTable());
        List<Result> results = new Heats(track, name(), "upd/s").run(contenders, heat::runBySpan);
        track.bed().drop(topic);
        return results;
    }
}
