package io.candlestream.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.ingest.Quotes;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.ingest.publish.RecordedTopics;
import io.candlestream.ingest.repair.BackfilledGaps;
import io.candlestream.runtime.settings.FatalException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a stream that is no candle's: its events are numbered, and a hundred of them share a millisecond. */
class BackfillTest {
    private static final int EVENTS = 2_500;
    private static final int PER_MILLI = 100;
    private static final StreamDefinition<Tick> STREAM = new StreamDefinition<>(
            "ticks", new Ticks(), List.of("ABC", "DEF"), "ticks", 1, Quotes.SCHEMA, Optional.empty());
    private static final BackfillJob JOB = new BackfillJob(
            STREAM.symbols(),
            "tick",
            Instant.ofEpochMilli(0),
            Optional.of(Instant.ofEpochMilli(EVENTS / PER_MILLI)),
            "a test",
            "ticks",
            List.of());
    private static final PastEvents<Tick> PAST =
            (symbol, from, to, next, missing) -> LongStream.range(next.orElse(from * PER_MILLI), (to + 1) * PER_MILLI)
                    .mapToObj(id -> new Tick(symbol, id))
                    .iterator();

    @TempDir
    private Path folder;

    private final RecordedTopics topics = new RecordedTopics();

    @Test
    void publishesEverySymbolsEventsOnceAndForgetsWhereItWas() throws Exception {
        assertThat(run(PAST)).isEqualTo(2 * EVENTS);
        assertThat(topics.records("ticks")).hasSize(2 * EVENTS);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void goesOnBehindTheLastEventThoughOthersShareItsMillisecond() {
        PastEvents<Tick> broken = (symbol, from, to, next, missing) -> Stream.concat(
                        LongStream.range(0, 2_050).mapToObj(id -> new Tick(symbol, id)), Stream.generate(() -> {
                            throw new IllegalArgumentException("a broken file");
                        }))
                .iterator();
        assertThatThrownBy(() -> run(broken)).hasMessage("a broken file");

        assertThat(run(PAST)).isEqualTo(EVENTS - 2_000 + EVENTS);
        assertThat(topics.records("ticks").subList(2_050, 2_053))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("2000", "2001", "2002");
    }

    @Test
    void whatTheBrokerDoesNotTakeEndsItBeforeItIsNoted() {
        assertThatThrownBy(() -> run(PAST, RecordedTopics.refusing()))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("ticks");
        try (Bookmark bookmark = Bookmark.open(folder, JOB, "a/b")) {
            assertThat(bookmark.next("ABC")).isEmpty();
        }
    }

    private long run(PastEvents<Tick> past) {
        return run(past, topics.publisher());
    }

    private long run(PastEvents<Tick> past, RecordPublisher publisher) {
        try (Bookmark bookmark = Bookmark.open(folder, JOB, "a/b")) {
            return new Backfill(JOB, publisher, 1_000_000, ProgressLine.inLog())
                    .run(STREAM, past, bookmark, new BackfilledGaps(STREAM, past.source(), publisher));
        }
    }

    private record Tick(String symbol, long id) implements Event {
        @Override
        public long eventTime() {
            return id / PER_MILLI;
        }

        @Override
        public long time() {
            return eventTime();
        }

        @Override
        public long position() {
            return id;
        }
    }

    private static final class Ticks implements Channel<Tick> {
        @Override
        public String subscription(String symbol) {
            return symbol;
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of("tick");
        }

        @Override
        public Tick parse(EventJson json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventEncoder<Tick> encoder(Schema schema) {
            return (tick, now) -> new EncodedRecord(
                    tick.symbol().getBytes(StandardCharsets.UTF_8),
                    String.valueOf(tick.id()).getBytes(StandardCharsets.UTF_8),
                    now);
        }
    }
}
