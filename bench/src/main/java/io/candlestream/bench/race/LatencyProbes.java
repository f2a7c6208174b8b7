package io.candlestream.bench.race;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.producer.kline.Kline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Takes some of the updates that the topic has acknowledged, at random moments that know nothing of the consumer's batches,
 * and asks for each by its key every 5 ms until the table holds it or a newer one of its candle.
 */
final class LatencyProbes implements Consumer<Kline> {
    private static final double MEAN_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    private final CqlSession session;
    private final PreparedStatement query;
    private final RandomGenerator random;
    private final Queue<Probe> fresh = new ConcurrentLinkedQueue<>();
    private final List<Double> latencies = new ArrayList<>();
    private long next = System.nanoTime();

    private record Probe(Kline kline, long acknowledged) {}

    private record Question(Probe probe, CompletionStage<AsyncResultSet> answer) {}

    LatencyProbes(CqlSession session, String table, RandomGenerator random) {
        this.session = session;
        this.query = session.prepare("SELECT event_time FROM " + table + " WHERE asset_name = ? AND timestamp = ?");
        this.random = random;
    }

    /** Called on Kafka's thread with every update. */
    @Override
    public void accept(Kline kline) {
        long now = System.nanoTime();
        if (now >= next) {
            fresh.add(new Probe(kline, now));
            next = now + (long) (-Math.log(1 - random.nextDouble()) * MEAN_GAP_NANOS);
        }
    }

    /** Asks for what comes during {@code time}, and on until the last of it is there; the latencies in milliseconds. */
    List<Double> observe(Duration time) {
        fresh.clear();
        List<Probe> open = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end || !open.isEmpty()) {
            long tick = System.nanoTime();
            if (tick < end) {
                for (Probe probe = fresh.poll(); probe != null; probe = fresh.poll()) {
                    open.add(probe);
                }
            }
            ask(open);
            if (tick > end + PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        open.size() + " updates did not reach the table within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL.toNanos() - (System.nanoTime() - tick));
        }
        return List.copyOf(latencies);
    }

    /** Asks for all at once; those that are there are taken off the list. */
    private void ask(List<Probe> open) {
        List<Question> questions = open.stream().map(this::ask).toList();
        Iterator<Probe> probes = open.iterator();
        for (Question question : questions) {
            probes.next();
            Row row = question.answer().toCompletableFuture().join().one();
            if (row != null && holds(row, question.probe().kline())) {
                latencies.add((System.nanoTime() - question.probe().acknowledged()) / 1e6);
                probes.remove();
            }
        }
    }

    private Question ask(Probe probe) {
        Kline kline = probe.kline();
        return new Question(
                probe,
                session.executeAsync(
                        query.bind(kline.symbol().toLowerCase(Locale.ROOT), Instant.ofEpochMilli(kline.openTime()))));
    }

    private static boolean holds(Row row, Kline kline) {
        Instant stored = row.getInstant(0);
        return stored != null && stored.toEpochMilli() >= kline.eventTime();
    }
}
