package io.candlestream.consumer.sink.cassandra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** One pass of {@link BoundedSender} over its requests: sends until one fails, then waits for those on their way. */
final class SendRound<T> {
    private final InFlight<T> inFlight;
    private final Semaphore permits;
    private final Function<T, CompletionStage<?>> send;
    private final Queue<T> failed = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

    SendRound(InFlight<T> inFlight, Function<T, CompletionStage<?>> send) {
        this.inFlight = inFlight;
        this.permits = new Semaphore(inFlight.most());
        this.send = send;
    }

    /** The items that are not acknowledged, empty when an answer stays away longer than {@code deadline}. */
    Optional<List<T>> run(List<T> items, Duration deadline) throws InterruptedException {
        int next = 0;
        while (next < items.size() && firstFailure.get() == null) {
            T item = items.get(next);
            if (!acquire(inFlight.weight(item), deadline)) {
                return Optional.empty();
            }
            start(item);
            next++;
        }
        if (!acquire(inFlight.most(), deadline)) {
            return Optional.empty();
        }
        List<T> left = new ArrayList<>(failed);
        left.addAll(items.subList(next, items.size()));
        return Optional.of(left);
    }

    private boolean acquire(int weight, Duration deadline) throws InterruptedException {
        return permits.tryAcquire(weight, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    Optional<Throwable> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }

    private void start(T item) {
        CompletionStage<?> answer;
        try {
            answer = send.apply(item);
        } catch (Exception e) { // the connector, being Scala, throws IOException undeclared
            ended(item, e);
            return;
        }
        answer.whenComplete((result, failure) -> ended(item, failure));
    }

    private void ended(T item, Throwable failure) {
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            failed.add(item);
            firstFailure.compareAndSet(null, cause);
        }
        permits.release(inFlight.weight(item));
    }
}
