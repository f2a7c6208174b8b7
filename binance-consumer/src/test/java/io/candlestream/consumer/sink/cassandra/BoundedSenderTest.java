package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BoundedSenderTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

    private final AtomicLong clock = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private ToIntFunction<Integer> weigher = item -> 1;

    @Test
    void sendsEverythingWithBoundedWorkInFlight() throws InterruptedException {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        sender(Duration.ofMinutes(1)).send(ITEMS, item -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return CompletableFuture.runAsync(() -> {
                acknowledged.add(item);
                inFlight.decrementAndGet();
            });
        });

        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(ITEMS);
        assertThat(most).hasValueLessThanOrEqualTo(8);
        assertThat(pauses).isEmpty();
    }

    @Test
    void heavyItemsTakeUpMoreOfTheBoundAndTheHeaviestTravelAlone() throws InterruptedException {
        AtomicInteger weight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        weigher = item -> item % 12;

        sender(Duration.ofMinutes(1)).send(ITEMS, item -> {
            int own = Math.max(1, Math.min(8, item % 12));
            most.accumulateAndGet(weight.addAndGet(own), Math::max);
            return CompletableFuture.runAsync(() -> {
                acknowledged.add(item);
                weight.addAndGet(-own);
            });
        });

        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(ITEMS);
        assertThat(most).hasValueBetween(2, 8);
    }

    @Test
    void repeatsWhatFailedAndNothingElse() throws InterruptedException {
        Set<Integer> failed = new HashSet<>();

        sender(Duration.ofMinutes(1)).send(ITEMS, item -> item % 100 == 7 && failed.add(item) ? down() : done(item));

        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(ITEMS);
        assertThat(pauses).hasSize(10);
    }

    @Test
    void treatsASendThatThrowsLikeOneThatFails() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();

        sender(Duration.ofMinutes(1)).send(List.of(1), item -> {
            if (attempts.incrementAndGet() < 5) {
                throw new UncheckedIOException(new IOException("no route"));
            }
            return done(item);
        });

        assertThat(acknowledged).containsExactly(1);
    }

    @Test
    void stopsAtOnceForAFailureThatStays() {
        assertThatThrownBy(() ->
                        sender(Duration.ofMinutes(1)).send(ITEMS, item -> failed(new IllegalArgumentException("bad"))))
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot write to the.table: IllegalArgumentException: bad");
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsLongerEachTimeAndStopsAtTheDeadline() {
        assertThatThrownBy(() -> sender(Duration.ofSeconds(30)).send(ITEMS, item -> down()))
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot write to the.table: IOException: down; no success for 30 s");
        assertThat(pauses)
                .startsWith(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400))
                .endsWith(Duration.ofSeconds(10));
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isBetween(25L, 50L);
    }

    @Test
    void aSuccessStartsTheDeadlineAnew() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();

        sender(Duration.ofSeconds(1))
                .send(ITEMS.subList(0, 40), item -> attempts.incrementAndGet() % 2 == 0 ? down() : done(item));

        assertThat(acknowledged).hasSize(40);
        assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isGreaterThan(1000);
    }

    @Test
    void stopsWhenAnAnswerStaysAway() {
        assertThatThrownBy(() -> sender(Duration.ofMillis(50)).send(ITEMS, item -> new CompletableFuture<>()))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("no answer");
    }

    @Test
    void sendsNothingForNothing() throws InterruptedException {
        Function<Integer, CompletionStage<?>> unwanted = item -> failed(new AssertionError());

        sender(Duration.ofSeconds(1)).send(List.of(), unwanted);

        assertThat(pauses).isEmpty();
    }

    private BoundedSender<Integer> sender(Duration deadline) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), () -> 1);
        return new BoundedSender<>("the.table", new InFlight<>(8, weigher), deadline, backoff, clock::get, pause -> {
            pauses.add(pause);
            clock.addAndGet(pause.toNanos());
        });
    }

    private CompletionStage<?> done(int item) {
        acknowledged.add(item);
        return CompletableFuture.completedStage(item);
    }

    private static CompletionStage<?> down() {
        return failed(new IOException("down"));
    }

    private static CompletionStage<?> failed(Throwable failure) {
        return CompletableFuture.failedStage(failure);
    }
}
