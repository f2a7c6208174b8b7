package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.Quotes;
import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.channel.TopicTailState;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.RecordedTopics;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapReport.State;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream whose past nobody has: its gaps are recorded, and nothing is made up. */
class GapRepairTest {
    private static final RepairSettings SETTINGS = new RepairSettings(
            Duration.ofMillis(10), Duration.ofDays(1), 1, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));
    private final Watched quotes = new Watched();
    private final StreamDefinition<Quote> stream =
            new StreamDefinition<>("quotes", quotes, List.of("ABC"), "quotes", 1, Quotes.SCHEMA, Optional.of(SETTINGS));

    private final RecordedTopics topics = new RecordedTopics();
    private final List<FatalException> stops = new CopyOnWriteArrayList<>();
    private final GapRepair<Quote> repair = repair(() -> 10_000);

    private GapRepair<Quote> repair(ExchangeTime.Clock exchange) {
        return new GapRepair<>(
                stream,
                new ExchangeTime(exchange),
                topics.publisher(),
                new ProducerMetrics(List.of("quotes")).stream("quotes"),
                stops::add);
    }

    @AfterEach
    void close() {
        repair.close();
    }

    @Test
    void aGapThatCannotBeFetchedIsReported() {
        List<Quote> taken = new ArrayList<>();
        EventSink<Quote> sink = repair.watching(Set.of("ABC"), taken::add);
        sink.take(new Quote("ABC", "1", 1_000));
        sink.interrupted();
        sink.take(new Quote("ABC", "2", 4_000));
        repair.start();

        await().until(() -> !topics.records(stream.gapTopic()).isEmpty());
        assertThat(new GapRecords("quote")
                        .decode(topics.records(stream.gapTopic()).get(0).value()))
                .hasValueSatisfying(report -> {
                    assertThat(report.state()).isEqualTo(State.OPEN);
                    assertThat(report.gap().symbol()).isEqualTo("ABC");
                    assertThat(report.gap().from()).isEqualTo(1_000);
                    assertThat(report.gap().to()).isEqualTo(4_000);
                    assertThat(report.gap().cause()).isEqualTo(Cause.RECONNECT);
                });
        assertThat(taken).hasSize(2);
        assertThat(repair.trouble()).isEmpty();
        assertThat(stops).isEmpty();
    }

    /** It would be lost with the program. */
    @Test
    void aGapIsReportedWhileTheExchangeDoesNotTellItsTime() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (GapRepair<Quote> waiting = repair(() -> {
            asked.countDown();
            answer.await();
            return 10_000;
        })) {
            EventSink<Quote> sink = waiting.watching(Set.of("ABC"), quote -> {});
            waiting.start();
            await().until(() -> asked.getCount() == 0);
            sink.take(new Quote("ABC", "1", 1_000));
            sink.interrupted();
            sink.take(new Quote("ABC", "2", 4_000));

            await().until(() -> !topics.records(stream.gapTopic()).isEmpty());
        }
        assertThat(stops).isEmpty();
    }

    /** This machine's clock may be behind: what was published before would be from the future, and nothing would go on. */
    @Test
    void theExchangeSaysHowLateRecordsCanBe() {
        long ahead = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
        try (GapRepair<Quote> resuming = repair(() -> ahead)) {
            TopicTail tail = RecordedTopics.tail(stream.gapTopic());
            resuming.resume(GapLog.of(stream, tail), tail, ahead);
        }
        assertThat(quotes.latest).isEqualTo(ahead);
    }

    @Test
    void aFailureStopsTheProgram() {
        EventSink<Quote> sink = repair.watching(Set.of("ABC"), quote -> {});
        sink.take(new Quote("ABC", "broken", 1_000));
        repair.start();

        await().until(() -> !stops.isEmpty());
        assertThat(stops.get(0)).hasMessageContainingAll("Cannot heal gaps", "made up");
    }

    /** Quotes of which every interruption is a gap. */
    private static final class Watched extends Quotes {
        private final Noted noted = new Noted();
        private long latest;

        @Override
        public Optional<TopicTailState> tailState(
                Schema schema, Collection<String> symbols, long now, Duration reported) {
            latest = now;
            return Optional.empty();
        }

        @Override
        public Optional<Continuity<Quote>> continuity(String symbol) {
            return Optional.of(noted);
        }
    }

    private static final class Noted implements Continuity<Quote> {
        private final List<Gap> gaps = new ArrayList<>();
        private long newest;
        private boolean interrupted;
        private boolean broken;

        @Override
        public synchronized void take(Quote quote, long nanos) {
            if (interrupted) {
                gaps.add(new Gap(quote.symbol(), newest, quote.time(), Cause.RECONNECT, 0));
            }
            interrupted = false;
            newest = quote.time();
            broken = quote.price().equals("broken");
        }

        @Override
        public synchronized void interrupt() {
            interrupted = true;
        }

        @Override
        public void settle(long from, long to) {
            // Nothing is fetched.
        }

        @Override
        public synchronized List<Gap> overdue(long nanos, long wallTime) {
            if (broken) {
                throw new IllegalStateException("made up");
            }
            List<Gap> found = List.copyOf(gaps);
            gaps.clear();
            return found;
        }
    }
}
