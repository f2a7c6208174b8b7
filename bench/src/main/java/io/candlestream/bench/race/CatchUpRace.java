package io.candlestream.bench.race;

import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.load.TradeWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trials;
import java.util.List;

/** A backlog as an outage leaves it: every candle's updates, of which only the last one counts in the end. */
final class CatchUpRace {
    private CatchUpRace() {}

    static List<RaceResult> run(BenchContext context) {
        KlineWorkload workload = KlineWorkload.updated(Plan.ASSETS, Plan.UPDATES);
        long updates = workload.whole(3 * context.plan().rows());
        return context.onProvedTopic(workload, updates, trial -> new Trials(context, "upd/s")
                .run(List.of(OwnConsumer.toTable()), trial::toTableBySpan));
    }

    /** Of trades, each of which counts. */
    static List<RaceResult> ofTrades(BenchContext context) {
        return context.onProvedTopic(
                TradeWorkload.ofPairs(Plan.TRADED_PAIRS),
                context.plan().rows(),
                trial -> new Trials(context, "trades/s").run(List.of(OwnConsumer.toTable()), trial::toTableBySpan));
    }
}
