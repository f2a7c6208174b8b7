package io.candlestream.producer.backfill;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.topic.AssetNames;
import io.candlestream.producer.topic.KlineEncoder;
import io.candlestream.producer.topic.KlinePublisher;
import io.candlestream.runtime.settings.FatalException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the candles of a job, symbol by symbol, through the encoder and the publisher of the live stream. */
final class Backfill {
    private static final Logger log = LoggerFactory.getLogger(Backfill.class);
    /** How many candles a kill can make repeated. */
    private static final int STEP = 1000;

    private final Job job;
    private final History history;
    private final Kline.Source source;
    private final AssetNames names;
    private final KlineEncoder encoder;
    private final KlinePublisher publisher;
    private final AtomicReference<FatalException> failure;
    private final Rate rate;
    private final ProgressLine progress;
    private long candles;

    /** @param failure where {@code publisher} puts the first update that it cannot deliver */
    Backfill(
            Job job,
            History history,
            Kline.Source source,
            AssetNames names,
            KlineEncoder encoder,
            KlinePublisher publisher,
            AtomicReference<FatalException> failure,
            Rate rate,
            ProgressLine progress) {
        this.job = job;
        this.history = history;
        this.source = source;
        this.names = names;
        this.encoder = encoder;
        this.publisher = publisher;
        this.failure = failure;
        this.rate = rate;
        this.progress = progress;
    }

    /** Returns how many candles were published, which is all but those that {@code bookmark} says an earlier run did. */
    long run(Bookmark bookmark) {
        for (String symbol : job.symbols()) {
            long from = bookmark.next(symbol).orElse(job.firstOpen());
            if (from > job.firstOpen()) {
                log.info("{} goes on from {}", symbol, Instant.ofEpochMilli(from));
            }
            load(symbol, from, bookmark);
        }
        progress.end();
        bookmark.remove();
        return candles;
    }

    private void load(String symbol, long from, Bookmark bookmark) {
        long lastOpen = job.lastOpen();
        Iterator<Candle> told = history.candles(symbol, from, lastOpen);
        long next = from;
        int inStep = 0;
        while (told.hasNext()) {
            Candle candle = told.next();
            publish(candle);
            next = candle.openTime() + 1;
            inStep++;
            if (inStep == STEP) {
                acknowledge(symbol, next, bookmark);
                inStep = 0;
            }
            progress.show(done(symbol, candle.openTime(), lastOpen), symbol, candle.openTime(), candles);
        }
        acknowledge(symbol, next, bookmark);
    }

    private void publish(Candle candle) {
        rate.take();
        Kline kline = Kline.ofHistory(candle, source);
        publisher.publish(names.of(candle.symbol()), encoder.encode(kline, System.currentTimeMillis()));
        candles++;
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
}
