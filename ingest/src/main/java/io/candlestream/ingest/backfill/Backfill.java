package io.candlestream.ingest.backfill;

import io.candlestream.ingest.EngineSettings;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.ingest.publish.Topic;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.BackfilledGaps;
import io.candlestream.runtime.kafka.SinkHeader;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the past events of a job, symbol by symbol, through the encoder and the publisher of the live stream. */
public final class Backfill {
    private static final Logger log = LoggerFactory.getLogger(Backfill.class);
    /** How many events a kill can make repeated. */
    private static final int STEP = 1000;

    private final BackfillJob job;
    private final RecordPublisher publisher;
    private final Rate rate;
    private final ProgressLine progress;
    private long published;

    /** @param perSecond how many events are published, at most */
    Backfill(BackfillJob job, RecordPublisher publisher, int perSecond, ProgressLine progress) {
        this.job = job;
        this.publisher = publisher;
        this.rate = new Rate(perSecond, System::nanoTime, LockSupport::parkNanos);
        this.progress = progress;
    }

    /**
     * Publishes what {@code job} names of {@code past} to the topic of {@code stream}, but for what a bookmark says that an earlier run
     * did.
     *
     * @throws FatalException when it cannot go on
     */
    public static <E extends Event> void load(
            EngineSettings engine,
            BackfillSettings settings,
            StreamDefinition<E> stream,
            PastEvents<E> past,
            BackfillJob job,
            ProgressLine progress) {
        Retry retry = engine.connection().retry();
        Topic topic = new Topic(engine.kafka(), stream.topic(), stream.partitions(), engine.topicReplication());
        topic.ensure(retry);
        RecordPublisher publisher = new RecordPublisher(engine.kafka(), SinkHeader.of(job.sinks()), failure -> {});
        publisher.start();
        log.info("loading {}", job);
        long started = System.nanoTime();
        try (Bookmark bookmark = Bookmark.open(settings.folder(), job, topic.identity(retry))) {
            BackfilledGaps gaps = new BackfilledGaps(stream, past.source(), publisher);
            if (stream.watched().isPresent()) {
                new Topic(engine.kafka(), stream.gapTopic(), 1, engine.topicReplication()).ensure(retry);
                gaps.read(stream, new TopicTail(engine.kafka()));
            }
            long published = new Backfill(job, publisher, settings.rate(), progress).run(stream, past, bookmark, gaps);
            log.info(
                    "published {} {} of {} symbols to {} in {} s; the consumer stores them, or tells why not in a dead"
                            + " letter",
                    published,
                    stream.channel().events(),
                    job.symbols().size(),
                    job.topic(),
                    Duration.ofNanos(System.nanoTime() - started).toSeconds());
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new FatalException(e.getMessage() + " (the same backfill goes on where it stopped)", e);
        } finally {
            publisher.close(engine.stopTimeout());
        }
    }

    /** Returns how many events were published. */
    <E extends Event> long run(StreamDefinition<E> stream, PastEvents<E> past, Bookmark bookmark, BackfilledGaps gaps) {
        EventPublisher<E> events =
                new EventPublisher<>(stream.channel().encoder(stream.schema()), stream.topic(), publisher, nanos -> {});
        long last = job.lastTime();
        for (String symbol : job.symbols()) {
            OptionalLong next = bookmark.next(symbol);
            next.ifPresent(position -> {
                log.info("{} goes on from {}", symbol, past.describe(position));
                gaps.resume(symbol, job.firstTime(), position);
            });
            Iterator<E> told = past.between(symbol, job.firstTime(), last, next, gaps::missing);
            load(symbol, last, told, events, bookmark, gaps);
        }
        progress.end();
        bookmark.remove();
        return published;
    }

    private <E extends Event> void load(
            String symbol,
            long last,
            Iterator<E> told,
            EventPublisher<E> events,
            Bookmark bookmark,
            BackfilledGaps gaps) {
        int inStep = 0;
        long done = Long.MIN_VALUE;
        while (told.hasNext()) {
            E event = told.next();
            rate.take();
            events.publish(event);
            gaps.take(event);
            published++;
            done = event.position();
            inStep++;
            if (inStep == STEP) {
                acknowledge(symbol, done, bookmark, gaps);
                inStep = 0;
            }
            progress.show(part(symbol, event.time(), last), symbol, event.time(), published);
        }
        if (inStep > 0) {
            acknowledge(symbol, done, bookmark, gaps);
        }
    }

    private void acknowledge(String symbol, long done, Bookmark bookmark, BackfilledGaps gaps) {
        publisher.flush();
        gaps.acknowledged();
        publisher.flush(); // What is behind the bookmark is not found whole once more.
        bookmark.move(symbol, done + 1);
    }

    private double part(String symbol, long time, long last) {
        double ofSymbol = (double) (time - job.firstTime()) / Math.max(1, last - job.firstTime());
        return (job.symbols().indexOf(symbol) + Math.min(1, ofSymbol))
                / job.symbols().size();
    }
}
