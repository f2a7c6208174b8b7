package io.candlestream.bench.race;

import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.server.BenchPostgres;
import io.candlestream.bench.server.BenchPostgres.Updates;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.sandbox.server.Pipeline;
import java.util.List;
import java.util.Map;

/** Candles that are rewritten with each of their updates: whether PostgreSQL finds room for them beside the old ones (HOT). */
final class UpdatesRace {
    private static final int CANDLES = 20_000;
    private static final int UPDATES = 50;

    private UpdatesRace() {}

    static List<RaceResult> run(BenchContext context) {
        KlineWorkload workload = KlineWorkload.updated(CANDLES, UPDATES);
        long records = (long) CANDLES * UPDATES;
        // A batch takes one update of each candle, as a stream does and a backlog does not.
        Map<String, String> settings = Map.of("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", String.valueOf(CANDLES));
        BenchPostgres postgres = context.servers().postgres();
        try {
            Updates updates = context.onTopic(workload, records, topics -> {
                Pipeline pipeline = postgres.newTables(topics);
                try (var work = new OwnConsumer("ours", settings).start(pipeline, records)) {
                    work.await(BenchContext.deadline(records));
                    return postgres.updates(pipeline);
                } finally {
                    postgres.drop(pipeline);
                }
            });
            context.report()
                    .text("- " + context.race() + ": " + Math.round(updates.count()) + " updates in the table of "
                            + BenchStream.KLINES.name());
            return List.of(
                    context.alone("updates that touch no index", "%", 100 * updates.hot()),
                    context.alone("the table by its smallest", "x", updates.size()));
        } catch (IllegalStateException e) {
            context.report().failure(context.race(), e);
            return List.of();
        }
    }
}
