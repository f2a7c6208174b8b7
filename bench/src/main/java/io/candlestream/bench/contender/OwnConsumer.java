package io.candlestream.bench.contender;

import io.candlestream.bench.measure.Wait;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerBatches;
import io.candlestream.sandbox.server.Pipeline;
import java.time.Duration;
import java.util.Map;

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

    @Override
    public Work start(Pipeline pipeline, long rows) {
        Pipeline own = pipeline;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            own = own.with(setting.getKey(), setting.getValue());
        }
        ConsumerBatches batches = new ConsumerBatches();
        return new Running(own.consumer(batches), batches, rows);
    }

    private record Running(ChildJvm program, ConsumerBatches batches, long rows) implements Work {
        private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

        @Override
        public long pid() {
            return program.pid();
        }

        @Override
        public Span await(Duration deadline) {
            boolean done = Wait.until(deadline, () -> batches.read() >= rows || !program.alive());
            if (!done || batches.read() < rows || batches.rejected() > 0) {
                throw new IllegalStateException("The consumer read " + batches.read() + " of " + rows
                        + " records and rejected " + batches.rejected() + "; its last lines:\n" + program.tail());
            }
            int code = program.stop(STOP_DEADLINE);
            if (code != 0) {
                throw new IllegalStateException("The consumer ended with code " + code + ":\n" + program.tail());
            }
            return new Span(batches.read(), batches.start().orElseThrow(), batches.end());
        }

        @Override
        public void close() {
            program.close();
        }
    }
}
