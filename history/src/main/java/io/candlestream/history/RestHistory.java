package io.candlestream.history;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The candles that the exchange tells by REST, asked for page by page, and again when an answer failed to come. */
public final class RestHistory implements History {
    private static final Logger log = LoggerFactory.getLogger(RestHistory.class);
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final RestKlines klines;
    private final RequestBudget.Sleep sleep;

    public RestHistory(RestKlines klines) {
        this(klines, Thread::sleep);
    }

    RestHistory(RestKlines klines, RequestBudget.Sleep sleep) {
        this.klines = klines;
        this.sleep = sleep;
    }

    @Override
    public Iterator<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return new Pages(symbol, fromOpen, toOpen);
    }

    private List<Candle> page(String symbol, long from, long to) {
        try {
            return patiently(symbol, from, to);
        } catch (RestException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Interrupted while asking for " + symbol));
        }
    }

    /** Each wait is twice the one before. */
    private List<Candle> patiently(String symbol, long from, long to) throws RestException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return klines.firstClosed(symbol, from, to);
            } catch (RestException e) {
                if (!e.passing() || attempt == ATTEMPTS) {
                    throw e;
                }
                long wait = FIRST_WAIT.toMillis() << (attempt - 1);
                log.warn("{}; trying again in {} ms", e.getMessage(), wait);
                sleep.millis(wait);
            }
        }
    }

    /** The candles of one symbol, a page at a time in memory. */
    private final class Pages implements Iterator<Candle> {
        private final String symbol;
        private final long to;
        private long next;
        private boolean ended;
        private Iterator<Candle> page = List.<Candle>of().iterator();

        Pages(String symbol, long from, long to) {
            this.symbol = symbol;
            this.next = from;
            this.to = to;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !ended) {
                List<Candle> candles = page(symbol, next, to);
                ended = candles.size() < RestKlines.PAGE;
                page = candles.iterator();
            }
            return page.hasNext();
        }

        @Override
        public Candle next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Candle candle = page.next();
            next = candle.openTime() + 1;
            return candle;
        }
    }
}
