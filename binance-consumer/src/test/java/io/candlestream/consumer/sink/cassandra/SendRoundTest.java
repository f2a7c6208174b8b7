package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SendRoundTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private final List<String> sent = new ArrayList<>();

    @Test
    void leavesNothingWhenAllAreAcknowledged() throws InterruptedException {
        SendRound<String> round = new SendRound<>(new InFlight<>(2, item -> 1), item -> {
            sent.add(item);
            return CompletableFuture.completedFuture(item);
        });

        assertThat(round.run(List.of("a", "b", "c"), DEADLINE)).contains(List.of());
        assertThat(sent).containsExactly("a", "b", "c");
        assertThat(round.firstFailure()).isEmpty();
    }

    @Test
    void sendsNoMoreAfterAFailureAndKeepsWhatIsLeft() throws InterruptedException {
        IllegalStateException refused = new IllegalStateException("refused");
        SendRound<String> round = new SendRound<>(new InFlight<>(1, item -> 1), item -> {
            sent.add(item);
            return item.equals("b")
                    ? CompletableFuture.failedFuture(new CompletionException(refused))
                    : CompletableFuture.completedFuture(item);
        });

        assertThat(round.run(List.of("a", "b", "c"), DEADLINE)).contains(List.of("b", "c"));
        assertThat(sent).containsExactly("a", "b");
        assertThat(round.firstFailure()).containsSame(refused);
    }

    @Test
    void aSenderThatThrowsHasFailedToo() throws InterruptedException {
        SendRound<String> round = new SendRound<>(new InFlight<>(1, item -> 1), item -> {
            throw new IllegalStateException("no session");
        });

        assertThat(round.run(List.of("a", "b"), DEADLINE)).contains(List.of("a", "b"));
    }

    @Test
    void anAnswerThatStaysAwayEndsTheRoundAtItsDeadline() throws InterruptedException {
        SendRound<String> round = new SendRound<>(new InFlight<>(1, item -> 1), item -> new CompletableFuture<>());

        assertThat(round.run(List.of("a"), Duration.ofMillis(1))).isEmpty();
    }
}
