package io.candlestream.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.ingest.Quotes;
import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.publish.RecordedTopics;
import io.candlestream.runtime.settings.FatalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a stream that is no candle's. */
class BackfillTest {
    private static final int EVENTS = 2_500;
    private static final BackfillJob JOB = new BackfillJob(
            List.of("ABC", "DEF"),
            "",
            Instant.ofEpochMilli(0),
            Optional.of(Instant.ofEpochMilli(EVENTS)),
            "a test",
            "quotes");

    @TempDir
    private Path folder;

    private final RecordedTopics topics = new RecordedTopics();
    private final AtomicReference<FatalException> failure = new AtomicReference<>();

    @Test
    void publishesEverySymbolsEventsOnceAndForgetsWhereItWas() throws Exception {
        assertThat(run()).isEqualTo(2 * EVENTS);
        assertThat(topics.records("quotes")).hasSize(2 * EVENTS);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void goesOnWhereAnEarlierRunStopped() {
        try (Bookmark bookmark = Bookmark.open(folder, JOB)) {
            bookmark.move("ABC", EVENTS);
            bookmark.move("DEF", 2_000);
        }
        assertThat(run()).isEqualTo(500);
    }

    @Test
    void whatTheBrokerDoesNotTakeEndsItBeforeItIsNoted() {
        failure.set(new FatalException("no broker"));
        assertThatThrownBy(this::run).isSameAs(failure.get());
        try (Bookmark bookmark = Bookmark.open(folder, JOB)) {
            assertThat(bookmark.next("ABC")).isEmpty();
        }
    }

    private long run() {
        Backfill<Quote> backfill = new Backfill<>(
                JOB,
                (symbol, from, to) -> LongStream.rangeClosed(from, to)
                        .mapToObj(at -> new Quote(symbol, "1", at))
                        .iterator(),
                new EventPublisher<>(new Quotes().encoder(Quotes.SCHEMA), "quotes", topics.publisher(), nanos -> {}),
                topics.publisher(),
                failure,
                1_000_000,
                ProgressLine.inLog());
        try (Bookmark bookmark = Bookmark.open(folder, JOB)) {
            return backfill.run(bookmark);
        }
    }
}
