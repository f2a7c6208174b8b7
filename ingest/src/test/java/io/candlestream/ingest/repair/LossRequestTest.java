package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.Quotes;
import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.ingest.publish.RecordedTopics;
import io.candlestream.ingest.publish.StringRecordFields;
import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapReport.State;
import io.candlestream.runtime.settings.FatalException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the consumer asks for in the topic of the gaps, which brings back what is reported there too. */
class LossRequestTest {
    private static final Duration BOUND = Duration.ofMillis(50);
    private static final Duration AFTER_CLOSE = Duration.ofMillis(400);
    private static final long NOW = 155;
    private static final StringRecordFields QUOTES = StringRecordFields.all(Quotes.SCHEMA);

    private final NumberedQuotes past = new NumberedQuotes();
    private final StreamDefinition<Quote> stream = new StreamDefinition<>(
            "quotes",
            new Numbered(past),
            List.of("ABC", "DEF"),
            "quotes",
            1,
            Quotes.SCHEMA,
            Optional.of(new RepairSettings(
                    AFTER_CLOSE, BOUND, 1, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1))));

    private final RecordedTopics topics = new RecordedTopics();
    private final List<FatalException> stops = new CopyOnWriteArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final GapRepair<Quote> repair = new GapRepair<>(
            stream,
            new ExchangeTime(() -> {
                questions.incrementAndGet();
                return NOW;
            }),
            topics.publisher(),
            new ProducerMetrics(List.of("quotes")).stream("quotes"),
            stops::add);

    @AfterEach
    void close() {
        repair.close();
    }

    @Test
    void whatWasLostIsFetchedOnceAndWhatIsOlderThanTheBoundIsReportedOnce() {
        past.now = NOW;
        repair.listenTo(topics.follower(stream.gapTopic()));
        repair.start();
        ask("ABC", 100);
        awaitHealed("ABC");
        ask("DEF", 150); // Once that is healed, all reports about the first one have come back.
        awaitHealed("DEF");

        assertThat(reports("ABC"))
                .extracting(
                        GapReport::isRequest,
                        report -> report.gap().from(),
                        report -> report.gap().to(),
                        GapReport::state)
                .containsExactly(
                        tuple(true, 100L, Gap.NO_END, State.OPEN),
                        tuple(false, 100L, 155L, State.OPEN),
                        tuple(false, 1_000L, 1_550L, State.OPEN),
                        tuple(false, 1_000L, 1_050L, State.OPEN),
                        tuple(false, 1_050L, 1_550L, State.OPEN),
                        tuple(false, 1_050L, 1_550L, State.HEALED));
        assertThat(topics.records(stream.topic()))
                .filteredOn(record -> new String(record.key(), StandardCharsets.UTF_8).equals("ABC"))
                .hasSize(500);
        assertThat(stops).isEmpty();
    }

    /** REST may still change what closed a moment before it was asked for, and counts for more than the socket. */
    @Test
    void whatEndsNowIsFetchedOnceItHasSettled() {
        repair.listenTo(topics.follower(stream.gapTopic()));
        repair.start();
        ask("ABC", 150);
        awaitHealed("ABC");
        int before = past.placed.get();
        long asked = System.nanoTime();
        ask("DEF", 150);
        await().until(() -> past.placed.get() > before);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(AFTER_CLOSE);
    }

    @Test
    void whatWasAskedForBeforeTheStartIsFetchedOnceItHasSettled() {
        GapLog log = new GapLog(new GapRecords("quote"));
        log.take(request("ABC", Instant.ofEpochMilli(150).toString()), 0);
        repair.resume(log, new TopicTail(new KafkaSettings("nowhere:1", Map.of())), NOW);
        long started = System.nanoTime();
        repair.start();
        await().until(() -> past.placed.get() > 0);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(AFTER_CLOSE);
        awaitHealed("ABC");
    }

    /** Of an older gap the consumer may have lost what healed it, and asks from its newest event on. */
    @Test
    void whatWasHealedSinceThenIsFetchedAgain() {
        past.now = NOW;
        repair.listenTo(topics.follower(stream.gapTopic()));
        repair.start();
        publish(healed("ABC", 1_100, 1_200));
        publish(healed("DEF", 1_100, 1_200));
        ask("ABC", 150);
        await().until(() -> published("ABC").contains(1_500L));

        assertThat(published("ABC")).contains(1_100L, 1_199L).doesNotContain(1_099L, 1_200L);
        assertThat(published("DEF")).as("it was not asked for").isEmpty();
        assertThat(reports("ABC"))
                .filteredOn(report -> report.gap().from() == 1_100)
                .extracting(GapReport::state, report -> report.gap().cause())
                .startsWith(tuple(State.HEALED, Cause.TRADE_IDS), tuple(State.OPEN, Cause.LOSS));
    }

    @Test
    void whatWasHealedIsFetchedAgainForARequestFromBeforeTheStart() {
        past.now = NOW;
        GapLog log = new GapLog(new GapRecords("quote"));
        log.take(new GapRecords("quote").encode(healed("ABC", 1_100, 1_200), 0).value(), 0);
        log.take(request("ABC", Instant.ofEpochMilli(150).toString()), 0);
        repair.resume(log, new TopicTail(new KafkaSettings("nowhere:1", Map.of())), NOW);
        repair.start();
        await().until(() -> published("ABC").contains(1_100L));

        await().until(() -> published("ABC").contains(1_500L));
    }

    private void publish(GapReport report) {
        topics.publisher().publish(stream.gapTopic(), new GapRecords("quote").encode(report, 0), nanos -> {});
    }

    private static GapReport healed(String symbol, long from, long to) {
        Gap gap = new Gap(symbol, from, to, Optional.of(NumberedQuotes.times(from, to)), Cause.TRADE_IDS, 130);
        return new GapReport(gap, State.HEALED, 140);
    }

    /** The numbers of the quotes that were published. */
    private List<Long> published(String symbol) {
        return topics.records(stream.topic()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(symbol))
                .flatMap(record -> QUOTES.read(record.value()).stream())
                .map(quote -> Instant.parse(quote.get("quoted_at")).toEpochMilli())
                .toList();
    }

    /** A consumer that lost a topic asks for each of its symbols. */
    @Test
    void manyRequestsAskForTheTimeOnce() {
        repair.listenTo(topics.follower(stream.gapTopic()));
        repair.start();
        for (int request = 0; request < 200; request++) {
            ask("ABC", 150);
        }
        ask("DEF", 150);
        awaitHealed("DEF");

        assertThat(questions).hasValueLessThan(50); // The search for gaps asks too, some times a second.
    }

    @Test
    void aDamagedRecordStopsNothing() {
        repair.listenTo(topics.follower(stream.gapTopic()));
        repair.start();
        publish("ABC", Instant.MAX.toString());
        ask("DEF", 110);
        awaitHealed("DEF");

        assertThat(stops).isEmpty();
        assertThat(reports("ABC")).isEmpty();
    }

    /** As the consumer does. */
    private void ask(String symbol, long from) {
        publish(symbol, Instant.ofEpochMilli(from).toString());
    }

    private void publish(String symbol, String from) {
        topics.publisher()
                .publish(
                        stream.gapTopic(),
                        new EncodedRecord(symbol.getBytes(StandardCharsets.UTF_8), request(symbol, from), 0),
                        nanos -> {});
    }

    private static byte[] request(String symbol, String from) {
        StringRecordWriter out = new StringRecordWriter();
        Stream.of(symbol, "quote", from, "", "loss", "open", "1970-01-01T00:00:07Z", "", "")
                .forEach(out::text);
        return out.toBytes();
    }

    private void awaitHealed(String symbol) {
        await().until(() -> reports(symbol).stream().anyMatch(report -> report.state() == State.HEALED));
    }

    private List<GapReport> reports(String symbol) {
        GapRecords decoder = new GapRecords("quote");
        return topics.records(stream.gapTopic()).stream()
                .flatMap(record -> decoder.decode(record.value()).stream())
                .filter(report -> report.symbol().equals(symbol))
                .toList();
    }

    /** Quotes that are numbered, of which none is ever found missing. */
    private static final class Numbered extends Quotes {
        private final EventHistory<Quote> past;

        Numbered(EventHistory<Quote> past) {
            this.past = past;
        }

        @Override
        public Optional<Continuity<Quote>> continuity(String symbol) {
            return Optional.of(new Unbroken());
        }

        @Override
        public Optional<EventHistory<Quote>> history(LongSupplier latest) {
            return Optional.of(past);
        }
    }

    private static final class Unbroken implements Continuity<Quote> {
        @Override
        public void take(Quote quote, long nanos) {
            // Nothing is missing.
        }

        @Override
        public void interrupt() {
            // Nothing is missing.
        }

        @Override
        public void settle(long from, long to) {
            // Nothing is missing.
        }

        @Override
        public List<Gap> overdue(long nanos, long wallTime) {
            return List.of();
        }
    }
}
