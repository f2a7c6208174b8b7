package io.candlestream.bench.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Takes some of the events that the topic has acknowledged, at random moments that know nothing of the consumer's batches,
 * and asks for each by its key until the table holds it: every 5 ms, and an older one in steps of 2 % of its age, so that asking
 * for many does not slow down what is measured.
 *
 * @param <E> the stream's events
 */
final class LatencyProbes<E> implements Consumer<E> {
    private static final double MEAN_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int STEPS = 50;

    private final Function<E, CompletionStage<Boolean>> stored;
    private final RandomGenerator random;
    private final Queue<Probe<E>> fresh = new ConcurrentLinkedQueue<>();
    private final List<Double> latencies = new ArrayList<>();
    private long next = System.nanoTime();

    /** An event that is looked for, and when it is asked for next. */
    private static final class Probe<E> {
        private final E event;
        private final long acknowledged;
        private long next;

        Probe(E event, long acknowledged) {
            this.event = event;
            this.acknowledged = acknowledged;
            this.next = acknowledged;
        }

        boolean due(long now) {
            return now >= next;
        }

        void asked(long now) {
            next = now + (now - acknowledged) / STEPS;
        }

        double millis() {
            return (System.nanoTime() - acknowledged) / 1e6;
        }
    }

    private record Question<E>(Probe<E> probe, CompletionStage<Boolean> answer) {}

    /** @param stored asks whether the table holds an event */
    LatencyProbes(Function<E, CompletionStage<Boolean>> stored, RandomGenerator random) {
        this.stored = stored;
        this.random = random;
    }

    /** Called on Kafka's thread with every event. */
    @Override
    public void accept(E event) {
        long now = System.nanoTime();
        if (now >= next) {
            fresh.add(new Probe<>(event, now));
            next = now + (long) (-Math.log(1 - random.nextDouble()) * MEAN_GAP_NANOS);
        }
    }

    /** Asks for what comes during {@code time}, and on until the last of it is there; the latencies in milliseconds. */
    List<Double> observe(Duration time) {
        fresh.clear();
        List<Probe<E>> open = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end || !open.isEmpty()) {
            long tick = System.nanoTime();
            if (tick < end) {
                for (Probe<E> probe = fresh.poll(); probe != null; probe = fresh.poll()) {
                    open.add(probe);
                }
            }
            ask(open);
            if (tick > end + PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        open.size() + " events did not reach the table within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL.toNanos() - (System.nanoTime() - tick));
        }
        return List.copyOf(latencies);
    }

    /** Asks for all at once; those that are there are taken off the list. */
    private void ask(List<Probe<E>> open) {
        long now = System.nanoTime();
        List<Probe<E>> due = open.stream().filter(probe -> probe.due(now)).toList();
        List<Question<E>> questions = due.stream()
                .map(probe -> new Question<>(probe, stored.apply(probe.event)))
                .toList();
        due.forEach(probe -> probe.asked(now));
        for (Question<E> question : questions) {
            if (question.answer().toCompletableFuture().join()) {
                latencies.add(question.probe().millis());
                open.remove(question.probe());
            }
        }
    }
}
