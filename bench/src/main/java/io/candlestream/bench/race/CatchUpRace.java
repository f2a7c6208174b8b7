package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.proof.ExpectedRows;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.TableTrial;
import io.candlestream.bench.trial.Trials;
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
    public List<RaceResult> run(BenchContext context) {
        Workload workload = Workload.updated(Plan.ASSETS, Plan.UPDATES);
        long updates = workload.wholeCandles(3 * context.plan().rows());
        Map<String, String> topic = context.servers().newTopic();
        TopicFill.write(workload, updates, topic);
        TableTrial trial =
                new TableTrial(context.servers(), topic, updates, Optional.of(ExpectedRows.digest(workload, updates)));
        List<Contender> contenders = List.of(OwnConsumer.toTable());
        List<RaceResult> results = new Trials(context, name(), "upd/s").run(contenders, trial::runBySpan);
        context.servers().drop(topic);
        return results;
    }
}
