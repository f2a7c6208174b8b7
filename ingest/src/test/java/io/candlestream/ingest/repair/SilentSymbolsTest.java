package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.Quotes;
import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventHistory.Newest;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.connection.ExchangeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked when the connection of two symbols comes back, and one of them tells nothing. */
class SilentSymbolsTest {
    private static final Newest NEWEST = new Newest(1_003, 100);

    private final Map<String, Doubt> doubts = Map.of("ABC", new Doubt(), "DEF", new Doubt());
    private final NumberedQuotes past = new NumberedQuotes();
    private final ContinuityWatch<Quote> watch = new ContinuityWatch<>(doubts.keySet(), new Doubted());
    private final SilentSymbols<Quote> silent = new SilentSymbols<>(
            watch,
            new ExchangeTime(() -> 1_000),
            new RepairSettings(
                    Duration.ofMillis(1),
                    Duration.ZERO,
                    1,
                    Duration.ofMillis(20),
                    Duration.ofMillis(1),
                    Duration.ofMillis(1)));

    private final ContinuityWatch.Sink<Quote> sink = sink("ABC");
    private final ContinuityWatch.Sink<Quote> other = sink("DEF");
    private final Thread thread = new Thread(this::run);

    private ContinuityWatch.Sink<Quote> sink(String symbol) {
        return new ContinuityWatch.Sink<>(watch, silent, Set.of(symbol), quote -> {});
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            silent.run(past);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theNewestIsAskedForThreeTimes() {
        past.newest = NEWEST.position();
        sink.interrupted();
        sink.resumed();
        thread.start();
        await().until(() -> past.asked.size() == 3);
        awaitOther();

        assertThat(past.asked).containsExactly("ABC", "ABC", "ABC", "DEF");
        assertThat(doubts.get("ABC").told).containsExactly(NEWEST, NEWEST, NEWEST);
    }

    @Test
    void aSymbolThatHasToldAnEventIsNotAskedFor() {
        sink.interrupted();
        sink.resumed();
        sink.take(new Quote("ABC", "1", 5));
        thread.start();
        awaitOther();

        assertThat(past.asked).containsExactly("DEF");
    }

    @Test
    void whileItsConnectionIsAwayNothingIsAsked() {
        sink.resumed();
        sink.interrupted();
        thread.start();
        awaitOther();

        assertThat(past.asked).containsExactly("DEF");
    }

    @Test
    void anAnswerThatDoesNotComeIsAskedForAgain() {
        past.newest = NEWEST.position();
        past.silences.set(2);
        sink.interrupted();
        sink.resumed();
        thread.start();

        await().until(() -> doubts.get("ABC").told.contains(NEWEST));
        assertThat(past.asked).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aNewestEventFromTheFutureIsNotBelieved() {
        past.newest = 10 * Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        sink.interrupted();
        sink.resumed();
        thread.start();
        await().until(() -> past.asked.size() == 3);
        awaitOther();

        assertThat(doubts.get("ABC").told).isEmpty();
    }

    /** Until what was due before is asked. */
    private void awaitOther() {
        other.interrupted();
        other.resumed();
        await().until(() -> past.asked.contains("DEF"));
    }

    /** Quotes of which only an interruption says that some may be missing. */
    private final class Doubted extends Quotes {
        @Override
        public Optional<Continuity<Quote>> continuity(String symbol) {
            return Optional.of(doubts.get(symbol));
        }
    }

    private static final class Doubt implements Continuity<Quote> {
        private final List<Newest> told = new CopyOnWriteArrayList<>();
        private volatile boolean interrupted;

        @Override
        public void take(Quote quote, long nanos) {
            interrupted = false;
        }

        @Override
        public void interrupt() {
            interrupted = true;
        }

        @Override
        public boolean isInDoubt() {
            return interrupted;
        }

        @Override
        public void expect(Newest newest, long nanos) {
            told.add(newest);
        }

        @Override
        public void settle(long from, long to) {
            // Nothing is fetched.
        }

        @Override
        public List<Gap> overdue(long nanos, long wallTime) {
            return List.of();
        }
    }
}
