package io.candlestream.bench.race;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.server.BenchLake;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.List;

/** A lake beside a live stream, by the settings as they ship: how many files a batch makes, and how long it takes. */
final class LakeLiveRace {
    private static final int RATE = 12_000;
    private static final int BATCHES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration POLL = Duration.ofMillis(200);

    private LakeLiveRace() {}

    static List<RaceResult> run(BenchContext context) {
        try (LiveRun live =
                new LiveRun(context.servers(), context.servers().lake(pipeline -> {}), BenchStream.KLINES)) {
            live.load(KlineWorkload.updated(Plan.ASSETS, Plan.UPDATES), RATE, kline -> {});
            if (!Wait.until(PATIENCE, POLL, () -> live.look().batches() >= BATCHES)) {
                throw new IllegalStateException("The lake took " + live.look().batches() + " batches in " + PATIENCE);
            }
            ConsumerReading now = live.look();
            double batches = now.batches();
            return List.of(
                    context.alone("records a batch", "records", now.records() / batches),
                    context.alone("a batch", "s", now.batchTime().sum() / batches),
                    context.alone(
                            "files of candles a batch", "files", BenchLake.files(live.pipeline(), "candles") / batches),
                    context.alone("files of raw a batch", "files", BenchLake.files(live.pipeline(), "raw") / batches));
        } catch (IllegalStateException e) {
            context.report().failure(context.race(), e);
            return List.of();
        }
    }
}
