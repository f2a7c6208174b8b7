package io.candlestream.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Backoff SHORT = Backoff.constant(Duration.ofMillis(1));

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void yieldsWhatTheFirstGoodAttemptYields() {
        Retry retry = new Retry(Duration.ofMinutes(1), SHORT);

        assertThat(retry.until("count", () -> answer(3))).isEqualTo(3);
        assertThat(attempts).hasValue(3);
    }

    private int answer(int good) throws UnavailableException {
        if (attempts.incrementAndGet() < good) {
            throw new UnavailableException("not yet");
        }
        return attempts.get();
    }

    @Test
    void namesGoalDeadlineAndLastReasonAtTheDeadline() {
        Retry retry = new Retry(Duration.ZERO, SHORT);

        assertThatThrownBy(() -> retry.until("read topic klines", () -> answer(9)))
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot read topic klines within 0 s: not yet");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void endsAfterSoManyAttemptsWithTheCallersException() {
        Retry retry = Retry.times(3, SHORT);

        assertThatThrownBy(() -> retry.until("ask", () -> answer(9), IllegalStateException::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot ask in 3 attempts: not yet")
                .hasCauseInstanceOf(UnavailableException.class);
        assertThat(attempts).hasValue(3);
        attempts.set(0);
        assertThat(retry.until("ask", () -> answer(3))).isEqualTo(3);
    }

    @Test
    void anInterruptionIsTheCallersExceptionAsWell() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Retry.times(3, SHORT).until("ask", () -> answer(9), IllegalStateException::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot ask: interrupted while waiting");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void doesNotRepeatWhatAnotherAttemptCannotChange() {
        Retry retry = new Retry(Duration.ofMinutes(1), SHORT);

        assertThatThrownBy(() -> retry.until("log in", () -> {
                    attempts.incrementAndGet();
                    throw new FatalException("refused");
                }))
                .hasMessage("refused");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void waitsAsLongAsTheServerAsksThoughTheDeadlineIsNearer() {
        Retry retry = new Retry(Duration.ZERO, SHORT);

        assertThat(retry.until("ask", () -> asked(3, Duration.ofMillis(5)))).isEqualTo(3);
    }

    @Test
    void waitsForNoRestThatIsLongerThanABan() {
        Retry retry = new Retry(Duration.ofSeconds(1), SHORT);

        assertThatThrownBy(() -> retry.until("ask", () -> asked(3, Duration.ofDays(4))))
                .hasMessageContaining("within 1 s: too many requests");
        assertThat(attempts).hasValue(1);
    }

    private int asked(int good, Duration rest) throws UnavailableException {
        if (attempts.incrementAndGet() < good) {
            throw new UnavailableException("too many requests", rest, new IllegalStateException());
        }
        return attempts.get();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Retry retry = new Retry(Duration.ofMinutes(1), SHORT);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> retry.until("ask", () -> answer(9))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void passesAnInterruptionOnWhereThatIsWanted() throws Exception {
        Retry retry = new Retry(Duration.ofMinutes(1), SHORT);

        assertThat(retry.<String>interruptibly("ask", () -> "yes")).isEqualTo("yes");
        assertThatThrownBy(() -> retry.interruptibly("ask", () -> {
                    throw new FatalException("Cannot ask: refused");
                }))
                .hasMessage("Cannot ask: refused");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> retry.interruptibly("ask", () -> answer(9))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
