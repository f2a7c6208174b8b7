package io.candlestream.bench.load;

import io.candlestream.producer.kline.Kline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** KlineSequence at a steady rate, until a number of them is sent or somebody stops it. */
public final class Load implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000;

    private final KlineSequence klines;
    private final KlinePublisher outlet;
    private final Consumer<Kline> acknowledged;
    private final AtomicLong delivered = new AtomicLong();
    private long sent;
    private volatile boolean stopped;

    /**
     * @param environment where the producer would write
     * @param acknowledged hears of every update when the topic holds it, on Kafka's thread
     */
    public Load(Workload workload, Map<String, String> environment, Consumer<Kline> acknowledged) {
        this(workload, LoadSettings.of(environment), acknowledged);
    }

    Load(Workload workload, LoadSettings settings, Consumer<Kline> acknowledged) {
        this.klines = new KlineSequence(workload);
        this.outlet = new KlinePublisher(settings, klines.symbols());
        this.acknowledged = acknowledged;
    }

    /** Writes the first {@code updates} of {@code workload} where {@code environment} says, as fast as it goes; returns when all are acknowledged. */
    public static void fill(Workload workload, long updates, Map<String, String> environment) {
        try (Load load = new Load(workload, environment, kline -> {})) {
            while (load.sent < updates) {
                load.send();
            }
            load.outlet.flush();
        }
    }

    /** Sends {@code total} updates, {@code perSecond} each second; returns when all are acknowledged, or after {@link #stop}. */
    public void run(int perSecond, long total) {
        run(new Schedule(System.nanoTime(), perSecond, total), progress -> {});
    }

    void run(Schedule schedule, Consumer<Progress> progress) {
        while (sent < schedule.total() && !stopped) {
            long due = schedule.due(System.nanoTime());
            long burst = Math.min(due, sent + schedule.perSecond() / 20 + 1);
            while (sent < burst) {
                send();
            }
            long now = System.nanoTime();
            progress.accept(new Progress(sent, now - schedule.start(), schedule.behind(sent, now)));
            if (sent >= due) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        outlet.flush();
    }

    private void send() {
        Kline kline = klines.next();
        outlet.send(kline, () -> {
            delivered.incrementAndGet();
            acknowledged.accept(kline);
        });
        sent++;
    }

    /** How many updates the topic has acknowledged. */
    public long delivered() {
        return delivered.get();
    }

    /** Ends {@link #run} soon; safe from any thread. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        stop();
        outlet.close();
    }

    /**
     * How far a load has come.
     *
     * @param elapsed since its start, in nanoseconds
     * @param behind how late the next update is
     */
    record Progress(long sent, long elapsed, Duration behind) {}
}
