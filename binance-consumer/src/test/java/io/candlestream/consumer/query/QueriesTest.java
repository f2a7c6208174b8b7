package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private final FatalException away =
            new FatalException("Cannot write to a.b: no success for 600 s", new UnavailableException("no node"));
    private final FatalException refused = new FatalException("Cannot write to a.b: no such table");

    private final AtomicBoolean othersStopped = new AtomicBoolean();
    private final Working live = new Working("live into table");

    @Test
    void theOnlyQueryEndsTheProgramWhenItsSinkStaysAway() {
        assertThatThrownBy(() -> run(new Failing(1, away))).isSameAs(away);
        assertThat(othersStopped).isTrue();
    }

    @Test
    void oneWhoseSinkStaysAwayIsTriedAgainWhileAnotherWorks() {
        Failing trades = new Failing(3, away);
        CompletableFuture<Void> program = start(live, trades);

        await().atMost(Duration.ofSeconds(30)).until(() -> trades.attempts.get() == 4);
        assertThat(program).isNotDone();
        assertThat(trades.told).hasValue(1);
        trades.stopped.countDown();
        live.end(null);
        program.join();
        assertThat(othersStopped).isFalse();
    }

    @Test
    void oneThatIsRefusedEndsAloneAndTheProgramWithTheLastOne() {
        Failing trades = new Failing(1, refused);
        CompletableFuture<Void> program = start(live, trades);

        await().atMost(Duration.ofSeconds(30)).until(() -> !trades.works());
        assertThat(program).isNotDone();
        live.end(away);
        assertThatThrownBy(program::join).hasCause(away);
        assertThat(trades.attempts).hasValue(1);
    }

    @Test
    void theProgramEndsWhenNoSinkAnswersAnyMore() {
        Failing trades = new Failing(Integer.MAX_VALUE, away);
        CompletableFuture<Void> program = start(live, trades);
        await().atMost(Duration.ofSeconds(30)).until(() -> !trades.works());

        live.end(away);

        assertThatThrownBy(program::join).hasCause(away);
    }

    @Test
    void aBugEndsTheProgram() {
        assertThatThrownBy(() -> run(live, new Failing(1, new IllegalStateException("a bug"))))
                .hasMessage("a bug");
        assertThat(othersStopped).isTrue();
    }

    private CompletableFuture<Void> start(Queries.Query... queries) {
        return CompletableFuture.runAsync(() -> {
            try {
                run(queries);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void run(Queries.Query... queries) throws InterruptedException {
        new Queries(List.of(queries), () -> othersStopped.set(true), Backoff.constant(Duration.ofMillis(1))).run();
    }

    /** Works until it is ended. */
    private static final class Working implements Queries.Query {
        private final String title;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private volatile boolean works = true;

        private Working(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public void run() {
            try {
                end.join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }

        private void end(RuntimeException failure) {
            if (failure == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(failure);
            }
        }

        @Override
        public boolean works() {
            return works;
        }

        @Override
        public void failed(String why) {
            works = false;
        }
    }

    /** Fails a number of times, then works. */
    private static final class Failing implements Queries.Query {
        private final int times;
        private final RuntimeException failure;
        private final AtomicInteger attempts = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();
        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile boolean works = true;

        private Failing(int times, RuntimeException failure) {
            this.times = times;
            this.failure = failure;
        }

        @Override
        public String title() {
            return "trades into archive";
        }

        @Override
        public void run() throws InterruptedException {
            if (attempts.incrementAndGet() <= times) {
                throw failure;
            }
            works = true;
            stopped.await();
        }

        @Override
        public boolean works() {
            return works;
        }

        @Override
        public void failed(String why) {
            assertThat(why).isEqualTo(failure.getMessage());
            told.incrementAndGet();
            works = false;
        }
    }
}
