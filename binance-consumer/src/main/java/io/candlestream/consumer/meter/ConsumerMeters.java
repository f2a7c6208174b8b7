package io.candlestream.consumer.meter;

import io.candlestream.consumer.row.Reason;
import io.candlestream.runtime.metrics.Histogram;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the consumer counts, under Prometheus' names. Safe for use by many threads. */
public final class ConsumerMeters {
    private static final double MILLIS_A_SECOND = 1000;
    private static final List<String> PHASES = List.of("offsets", "plan", "rows", "checkpoint");
    private static final List<Duration> STEPS = LongStream.of(
                    5, 10, 25, 50, 100, 200, 300, 500, 750, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toList();

    private final LongAdder records = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final Map<Reason, LongAdder> deadLetters = new EnumMap<>(Reason.class);
    private final Histogram latency = new Histogram(Ages.steps());
    private final Histogram whole = new Histogram(STEPS);
    private final Map<String, Histogram> phases = PHASES.stream()
            .collect(Collectors.toMap(
                    Function.identity(), phase -> new Histogram(STEPS), (one, other) -> one, TreeMap::new));
    private final LongAdder unknownAges = new LongAdder();
    private volatile long behind;
    private volatile long clockBehind;
    private volatile long lastBatch = System.currentTimeMillis();

    public ConsumerMeters() {
        Stream.of(Reason.values()).forEach(reason -> deadLetters.put(reason, new LongAdder()));
    }

    /** Puts each under its name. */
    public void show(MetricRegistry meters) {
        meters.counter("records", "Records that were read, of all topics", records::sum);
        meters.counter("rows", "Rows that were stored, a replaced one each time", rows::sum);
        meters.counters("dead_letters", "Records that could not become a row", "cause", this::lettersByCause);
        meters.counter("batches", "Batches that were committed", batches::sum);
        meters.counter("write_retries", "Times that writes to Cassandra failed and were tried again", retries::sum);
        meters.durations("batch_seconds", "A whole batch, from asking for offsets to its commit", whole);
        meters.durations("batch_phase_seconds", "The parts of a batch", "phase", phases);
        meters.durations("latency_seconds", "From a live update at the producer to its row in the table", latency);
        meters.counter(
                "latency_unknown",
                "Live rows from the future by the clock of the machine that stored them, of which no latency is known",
                unknownAges::sum);
        meters.gauge(
                "clock_behind_seconds",
                "How far the clock was behind the producer's in the last batch of live rows, as far as that shows",
                () -> clockBehind / MILLIS_A_SECOND);
        meters.gauge("offsets_behind", "Records that the fullest partition held beyond the last batch", () -> behind);
        meters.gauge(
                "last_batch_timestamp_seconds",
                "When a batch was last committed or nothing was found to do, in seconds since 1970",
                () -> lastBatch / MILLIS_A_SECOND);
    }

    private Map<String, Long> lettersByCause() {
        Map<String, Long> counts = new TreeMap<>();
        deadLetters.forEach((reason, count) -> counts.put(reason.code(), count.sum()));
        return counts;
    }

    /** The records of a batch are rows or dead letters now; {@code ages} are those of its live rows. */
    public void stored(long read, long written, Map<Reason, Long> rejected, Ages ages) {
        records.add(read);
        rows.add(written);
        rejected.forEach((reason, count) -> deadLetters.get(reason).add(count));
        ages.addTo(latency);
        unknownAges.add(ages.unknown());
        if (written > 0) {
            clockBehind = ages.mostAhead().toMillis();
        }
    }

    /**
     * The batch is committed.
     *
     * @param millisByPhase where its time went
     * @param recordsBehind how many records the fullest partition holds beyond it
     */
    public void committed(long millis, Map<String, Long> millisByPhase, long recordsBehind) {
        batches.increment();
        whole.took(Duration.ofMillis(millis).toNanos());
        millisByPhase.forEach(
                (phase, part) -> phases.get(phase).took(Duration.ofMillis(part).toNanos()));
        behind = recordsBehind;
        lastBatch = System.currentTimeMillis();
    }

    /** There was nothing to read. */
    public void idle() {
        behind = 0;
        lastBatch = System.currentTimeMillis();
    }

    void retried(long times) {
        retries.add(times);
    }
}
