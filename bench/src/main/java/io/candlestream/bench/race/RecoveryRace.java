package io.candlestream.bench.race;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.TableWrites;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The consumer is killed and started again at once: how long until the table takes a row from the new one. */
final class RecoveryRace {
    static final int RATE = 2_000;
    private static final int BATCHES_BETWEEN = 20;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private RecoveryRace() {}

    static List<RaceResult> run(BenchContext context) {
        List<Run> runs = new ArrayList<>();
        try (LiveRun live = new LiveRun(context.servers(), context.servers(), BenchStream.KLINES)) {
            live.load(KlineWorkload.updated(Plan.ASSETS, Plan.UPDATES), RATE, kline -> {});
            TableWrites writes = context.servers().writes(live.pipeline(), BenchStream.KLINES);
            for (int round = 1; round <= context.plan().rounds(); round++) {
                live.awaitSteady(BATCHES_BETWEEN);
                runs.add(Run.of(recovery(live, writes)));
            }
        } catch (IllegalStateException e) {
            context.report().failure("recovery: ours", e);
        }
        return runs.isEmpty() ? List.of() : List.of(context.alone("ours", "s", runs));
    }

    private static double recovery(LiveRun live, TableWrites writes) {
        long killed = System.nanoTime();
        live.killConsumer();
        // What the killed one had sent is written by now: it takes a new JVM seconds to write anything.
        long before = writes.getAsLong();
        if (!Wait.until(PATIENCE, POLL, () -> writes.getAsLong() > before)) {
            throw new IllegalStateException("no new row within " + PATIENCE.toSeconds() + " s after the kill");
        }
        return (System.nanoTime() - killed) / 1e9;
    }
}
