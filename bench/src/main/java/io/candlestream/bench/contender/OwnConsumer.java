package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The consumer as it ships, stopped when it has read everything.
 *
 * @param settings variables on top of those of the run
 */
public record OwnConsumer(String name, Map<String, String> settings) implements Contender {
    /** Topic to table. */
    public static OwnConsumer toTable() {
        return new OwnConsumer("ours", Map.of());
    }

    /** Topic to typed rows, of which one a batch is shown on the console. */
    public static OwnConsumer toConsole() {
        return new OwnConsumer(
                "ours", Map.of("CANDLESTREAM_CONSUMER_SINKS", "console", "CANDLESTREAM_CONSUMER_CONSOLE_ROWS", "1"));
    }

    /**
     * Topic to a lake without {@code raw}, in a backlog's batches, each as soon as the one before has ended.
     *
     * @param settings on top of that
     */
    public static OwnConsumer toLake(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "CANDLESTREAM_LAKE_RAW", "false",
                "CANDLESTREAM_CONSUMER_FILES_TRIGGER", "1 ms",
                "CANDLESTREAM_CONSUMER_FILES_RECORDS_PER_TASK", "50000",
                "CANDLESTREAM_CONSUMER_FILES_MAX_OFFSETS_PER_TRIGGER", "400000"));
        all.putAll(settings);
        return new OwnConsumer(name, all);
    }

    @Override
    public Work start(Pipeline pipeline, long rows) {
        Pipeline own = pipeline.with(settings);
        return new Running(own.consumer(line -> {}), new ConsumerWatch(own), rows);
    }

    private record Running(ChildJvm program, ConsumerWatch watch, long rows) implements Work {
        private static final Duration POLL = Duration.ofMillis(100);
        private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

        @Override
        public Span await(Duration deadline) {
            AtomicReference<ConsumerReading> first = new AtomicReference<>(ConsumerReading.NONE);
            boolean done = Wait.until(deadline, POLL, () -> {
                ConsumerReading now = watch.look();
                first.updateAndGet(early -> early.batches() > 0 ? early : now);
                return (now.isCurrent() && now.records() >= rows) || !program.alive();
            });
            ConsumerReading last = watch.look();
            if (!done || last.records() < rows || last.deadLetters() > 0) {
                throw new IllegalStateException("The consumer read " + last.records() + " of " + rows
                        + " records and rejected " + last.deadLetters() + "; its last lines:\n" + program.tail());
            }
            int code = program.stop(STOP_DEADLINE);
            if (code != 0) {
                throw new IllegalStateException("The consumer ended with code " + code + ":\n" + program.tail());
            }
            ConsumerReading early = first.get();
            long start = early.lastCommit() - Math.round(early.batchTime().sum() * 1e9);
            return new Span(last.records(), start, last.lastCommit());
        }
    }
}
