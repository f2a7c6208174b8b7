package io.candlestream.bench.load;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.publish.RecordPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The events of a workload at a steady rate, until a number of them is sent or somebody stops it.
 *
 * @param <E> the stream's events
 */
public final class Load<E extends Event> implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final Supplier<E> events;
    private final RecordPublisher publisher;
    private final EventEncoder<E> encoder;
    private final Workload<E> workload;
    private final String topic;
    private final Consumer<E> acknowledged;
    private final AtomicLong delivered = new AtomicLong();
    private long sent;
    private volatile boolean stopped;

    /**
     * @param environment where the producer would write
     * @param acknowledged hears of every event when the topic holds it, on Kafka's thread
     */
    public Load(Workload<E> workload, Map<String, String> environment, Consumer<E> acknowledged) {
        this(workload, LoadSettings.of(environment, workload.stream()), acknowledged);
    }

    Load(Workload<E> workload, LoadSettings settings, Consumer<E> acknowledged) {
        this.events = workload.events();
        this.publisher = new RecordPublisher(settings.kafka(), failure -> stop());
        this.encoder = workload.encoder(settings.schema(), settings.exchange());
        this.workload = workload;
        this.topic = settings.topic();
        this.acknowledged = acknowledged;
        publisher.start();
    }

    /** Writes the first {@code events} of {@code workload} where {@code environment} says, as fast as it goes; returns when all are acknowledged. */
    public static <E extends Event> void fill(Workload<E> workload, long events, Map<String, String> environment) {
        try (Load<E> load = new Load<>(workload, environment, event -> {})) {
            while (load.sent < events && !load.stopped) {
                load.send();
            }
            load.publisher.flush();
        }
    }

    /** Sends {@code total} events, {@code perSecond} each second; returns when all are acknowledged, or after {@link #stop}. */
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
        publisher.flush();
    }

    private void send() {
        E event = events.get();
        publisher.publish(topic, encoder.encode(event, workload.collectedAt(event)), nanos -> {
            delivered.incrementAndGet();
            acknowledged.accept(event);
        });
        sent++;
    }

    /** How many events the topic has acknowledged. */
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
        publisher.close(LONGEST_CLOSE);
    }

    /**
     * How far a load has come.
     *
     * @param elapsed since its start, in nanoseconds
     * @param behind how late the next event is
     */
    record Progress(long sent, long elapsed, Duration behind) {}
}
