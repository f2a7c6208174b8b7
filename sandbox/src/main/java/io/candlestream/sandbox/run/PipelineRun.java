package io.candlestream.sandbox.run;

import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A producer and a consumer at work, from their start until they are stopped; a drill may end one and start it again. */
public final class PipelineRun implements AutoCloseable {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);
    private static final long SETTLE_POLL_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration EXIT_DEADLINE = Duration.ofSeconds(5);

    private final Pipeline pipeline;
    private final Consumer<String> consumerLines;
    private ChildJvm producer;
    private ChildJvm consumer;

    /** Starts both; {@code consumerLines} gets what the consumer logs. */
    public PipelineRun(Pipeline pipeline, Consumer<String> consumerLines) {
        this.pipeline = pipeline;
        this.consumerLines = consumerLines;
        restartProducer();
        restartConsumer();
    }

    /** Starts a producer in the place of the one that has ended. */
    public void restartProducer() {
        producer = pipeline.producer(line -> {});
    }

    /** Starts a consumer in the place of the one that has ended. */
    public void restartConsumer() {
        consumer = pipeline.consumer(consumerLines);
    }

    /** Starts again what has ended by itself, as a supervisor would; the last lines of each that had. */
    public List<String> revive() {
        List<String> ended = new ArrayList<>();
        if (!producer.alive()) {
            ended.add(lastError(producer));
            restartProducer();
        }
        if (!consumer.alive()) {
            ended.add(lastError(consumer));
            restartConsumer();
        }
        return ended;
    }

    /**
     * Returns when both still run.
     *
     * @throws IllegalStateException with its own last error, when one of them has ended
     */
    public void requireAlive() {
        Stream.of(producer, consumer)
                .filter(program -> !program.alive())
                .findFirst()
                .ifPresent(program -> {
                    throw new IllegalStateException(lastError(program));
                });
    }

    private String lastError(ChildJvm program) {
        int code = program.await(EXIT_DEADLINE);
        String last = program.tail()
                .lines()
                .filter(line -> line.contains("ERROR"))
                .reduce((first, second) -> second)
                .orElseGet(program::tail);
        return "The " + nameOf(program) + " ended with code " + code + ": " + last;
    }

    /**
     * The verdict once the table equals the exchange, or the last one when it has not changed for {@code patience}. The
     * exchange has to stand still.
     */
    public Verdict settle(Supplier<Verdict> proof, Duration patience) {
        long asked = System.nanoTime();
        Verdict verdict = proof.get();
        long changed = System.nanoTime();
        while (!verdict.equal() && System.nanoTime() - changed < patience.toNanos()) {
            requireAlive();
            // A proof reads and compares every row; of many, it must not take the time in which they are written.
            Wait.of(Duration.ofNanos(Math.max(SETTLE_POLL_NANOS, 2 * (System.nanoTime() - asked))));
            asked = System.nanoTime();
            Verdict next = proof.get();
            if (!List.of(next.stored(), next.mixed(), next.extra())
                    .equals(List.of(verdict.stored(), verdict.mixed(), verdict.extra()))) {
                changed = System.nanoTime();
            }
            verdict = next;
        }
        return verdict;
    }

    /** The producer's process. */
    public ChildJvm producer() {
        return producer;
    }

    /** The consumer's process. */
    public ChildJvm consumer() {
        return consumer;
    }

    /**
     * Asks both to end: the producer first, so that the consumer has no more to do.
     *
     * @throws IllegalStateException with its own last error, when one of them does not end cleanly
     */
    public void stop() {
        for (ChildJvm program : List.of(producer, consumer)) {
            int code = program.stop(STOP_DEADLINE);
            if (code != 0) {
                throw new IllegalStateException(
                        "The " + nameOf(program) + " did not stop cleanly, exit code " + code + ":\n" + program.tail());
            }
        }
    }

    private String nameOf(ChildJvm program) {
        return program == producer ? "producer" : "consumer";
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
