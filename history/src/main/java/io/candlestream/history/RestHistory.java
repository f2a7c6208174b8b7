package io.candlestream.history;

import io.candlestream.history.RestKlines.End;
import io.candlestream.history.RestKlines.Page;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The candles that the exchange tells by REST, asked for page by page, and again when an answer failed to come. Where it tells
 * no candle, it is asked again before that is believed: an answer may be empty though there are candles.
 */
public final class RestHistory implements History {
    /** How many answers have to agree that there is no candle. */
    private static final int ANSWERS = 3;
    /** After so many stretches, each is asked for again at once: an archive with many holes must not take hours. */
    private static final int UNHURRIED = 12;

    private static final Duration CONFIRMED_AFTER = Duration.ofSeconds(10);

    private final RestKlines klines;
    private final Duration confirmedAfter;
    private final Duration settling;
    private final RestAttempts attempts;
    private int doubted;

    public RestHistory(RestKlines klines) {
        this(klines, CONFIRMED_AFTER);
    }

    /** @param confirmedAfter over how long a time a stretch has to be reported as empty before that is believed */
    public RestHistory(RestKlines klines, Duration confirmedAfter) {
        this(klines, confirmedAfter, Duration.ZERO);
    }

    /** @param settling for how long a candle has to be over, in real time, before it is taken: REST may still change it */
    public RestHistory(RestKlines klines, Duration confirmedAfter, Duration settling) {
        this(klines, confirmedAfter, settling, Thread::sleep);
    }

    RestHistory(RestKlines klines, Duration confirmedAfter, Duration settling, RequestWeightLimiter.Sleep sleep) {
        this.klines = klines;
        this.confirmedAfter = confirmedAfter;
        this.settling = settling;
        this.attempts = new RestAttempts(sleep);
    }

    @Override
    public Iterator<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return new Pages(symbol, fromOpen, toOpen);
    }

    /** A page that was asked for again where candles may be missing, with all that any answer held. */
    private Page confirmed(String symbol, long from, long to) throws RestException, InterruptedException {
        Page page = answer(symbol, from, to);
        if (isWhole(page, from, to)) {
            return page;
        }
        Duration pause = doubted < UNHURRIED ? confirmedAfter.dividedBy(ANSWERS - 1) : Duration.ZERO;
        doubted++;
        TreeMap<Long, Candle> known = new TreeMap<>();
        page.candles().forEach(candle -> known.put(candle.openTime(), candle));
        for (int answers = 1; answers < ANSWERS && !isWhole(page, from, to); answers++) {
            attempts.pause(pause);
            Page again = answer(symbol, from, to);
            again.candles().forEach(candle -> known.put(candle.openTime(), candle));
            End end = again.end() == End.EMPTY ? page.end() : again.end();
            page = new Page(List.copyOf(known.values()), end, again.passed());
        }
        return page;
    }

    /** Whether no candle can be missing between {@code from} and what the page tells last. */
    private boolean isWhole(Page page, long from, long to) {
        Slots slots = new Slots(klines.interval(), from);
        boolean whole = true;
        for (Candle candle : page.candles()) {
            whole &= !slots.hasRoomBefore(candle.openTime());
            slots.take(candle.openTime());
        }
        return whole && !(page.end() == End.EMPTY && slots.hasRoom(to, page.passed()));
    }

    /** An answer whose candles REST does not change any more: where one had closed a moment ago, it is a later answer. */
    private Page answer(String symbol, long from, long to) throws RestException, InterruptedException {
        Page page = attempts.answer(() -> klines.firstClosed(symbol, from, to));
        long settled = page.passed() - settling.toMillis();
        if (page.candles().stream().allMatch(candle -> candle.closeTime() < settled)) {
            return page;
        }
        attempts.pause(settling);
        return attempts.answer(() -> klines.firstClosed(symbol, from, page.next() - 1));
    }

    /** The candles of one symbol, a page at a time in memory. */
    private final class Pages extends LookAhead<Candle> {
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
        protected Optional<Candle> find() {
            if (!page.hasNext() && !ended) {
                Page fetched = RestAttempts.unchecked(symbol, () -> confirmed(symbol, next, to));
                ended = fetched.end() != End.MORE;
                page = fetched.candles().iterator();
            }
            if (!page.hasNext()) {
                return Optional.empty();
            }
            Candle candle = page.next();
            next = candle.openTime() + 1;
            return Optional.of(candle);
        }
    }
}
