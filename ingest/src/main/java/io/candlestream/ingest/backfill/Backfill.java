package io.candlestream.ingest.backfill;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.runtime.settings.FatalException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the past events of a job, symbol by symbol, through the encoder and the publisher of the live stream. */
public final class Backfill<E extends Event> {
    private static final Logger log = LoggerFactory.getLogger(Backfill.class);
    /** How many events a kill can make repeated. */
    private static final int STEP = 1000;

    private final BackfillJob job;
    private final Source<E> source;
    private final EventPublisher<E> events;
    private final RecordPublisher publisher;
    private final AtomicReference<FatalException> failure;
    private final Rate rate;
    private final ProgressLine progress;
    private long published;

    /**
     * @param events publishes by {@code publisher}
     * @param failure where {@code publisher} puts the first record that it cannot deliver
     * @param perSecond how many events are published, at most
     */
    public Backfill(
            BackfillJob job,
            Source<E> source,
            EventPublisher<E> events,
            RecordPublisher publisher,
            AtomicReference<FatalException> failure,
            int perSecond,
            ProgressLine progress) {
        this.job = job;
        this.source = source;
        this.events = events;
        this.publisher = publisher;
        this.failure = failure;
        this.rate = new Rate(perSecond, System::nanoTime, LockSupport::parkNanos);
        this.progress = progress;
    }

    /** Returns how many events were published, which is all but those that {@code bookmark} says an earlier run did. */
    public long run(Bookmark bookmark) {
        for (String symbol : job.symbols()) {
            long from = bookmark.next(symbol).orElse(job.firstOpen());
            if (from > job.firstOpen()) {
                log.info("{} goes on from {}", symbol, Instant.ofEpochMilli(from));
            }
            load(symbol, from, bookmark);
        }
        progress.end();
        bookmark.remove();
        return published;
    }

    private void load(String symbol, long from, Bookmark bookmark) {
        long lastOpen = job.lastOpen();
        Iterator<E> told = source.events(symbol, from, lastOpen);
        long next = from;
        int inStep = 0;
        while (told.hasNext()) {
            E event = told.next();
            publish(event);
            next = event.time() + 1;
            inStep++;
            if (inStep == STEP) {
                acknowledge(symbol, next, bookmark);
                inStep = 0;
            }
            progress.show(done(symbol, event.time(), lastOpen), symbol, event.time(), published);
        }
        acknowledge(symbol, next, bookmark);
    }

    private void publish(E event) {
        rate.take();
        events.publish(event);
        published++;
    }

    private void acknowledge(String symbol, long next, Bookmark bookmark) {
        publisher.flush();
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw cause;
        });
        bookmark.move(symbol, next);
    }

    private double done(String symbol, long openTime, long lastOpen) {
        double ofSymbol = (double) (openTime - job.firstOpen()) / Math.max(1, lastOpen - job.firstOpen());
        return (job.symbols().indexOf(symbol) + Math.min(1, ofSymbol))
                / job.symbols().size();
    }

    /** Where past events come from. */
    @FunctionalInterface
    public interface Source<E> {
        /** The events between the two times, both included, in epoch milliseconds, oldest first. */
        Iterator<E> events(String symbol, long from, long to);
    }
}
