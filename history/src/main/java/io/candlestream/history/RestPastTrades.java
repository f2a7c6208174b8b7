package io.candlestream.history;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The trades that the exchange tells by REST, asked for page by page, and again when an answer failed to come. That an answer is
 * short says nothing, and that it is empty is the end only where there are no newer trades. Trades that it leaves out are asked for
 * again before that is believed.
 */
public final class RestPastTrades implements PastTrades {
    /** How many answers have to agree that trades are left out. */
    private static final int ANSWERS = 3;

    private final RestTrades rest;
    private final Duration confirm;
    private final RestAttempts attempts;

    /** @param confirm for how long the exchange has to leave out trades that there have to be before that is believed */
    public RestPastTrades(RestTrades rest, Duration confirm) {
        this(rest, confirm, Thread::sleep);
    }

    RestPastTrades(RestTrades rest, Duration confirm, RequestWeightLimiter.Sleep sleep) {
        this.rest = rest;
        this.confirm = confirm;
        this.attempts = new RestAttempts(sleep);
    }

    @Override
    public OptionalLong firstAt(String symbol, long time) {
        return RestAttempts.unchecked(symbol, () -> attempts.answer(() -> rest.firstAt(symbol, time))).stream()
                .mapToLong(RestTrades.Fill::firstId)
                .findFirst();
    }

    @Override
    public Iterator<PastTrade> trades(String symbol, long from, long to, OptionalLong first) {
        OptionalLong begin = first.isPresent() ? first : firstAt(symbol, from);
        return begin.isPresent() ? new Pages(symbol, to, begin.getAsLong()) : Collections.emptyIterator();
    }

    /** The trades from {@code id} on, a page of them without a break; none at the end. */
    private List<PastTrade> page(String symbol, long id) throws RestException, InterruptedException {
        List<PastTrade> page = answer(symbol, id);
        for (int answers = 1; answers < ANSWERS && isDoubtful(symbol, page, id); answers++) {
            attempts.pause(confirm.dividedBy(ANSWERS - 1));
            page = answer(symbol, id);
        }
        if (page.isEmpty() && newest(symbol) >= id) {
            throw new RestException(
                    "Cannot load trades of " + symbol + ": the exchange tells none from id " + id
                            + " on, though it has newer ones",
                    RestException.OK);
        }
        return page;
    }

    /** Whether trades are left out that there have to be. */
    private boolean isDoubtful(String symbol, List<PastTrade> page, long id)
            throws RestException, InterruptedException {
        return page.isEmpty() ? newest(symbol) >= id : page.get(0).id() > id;
    }

    /** An answer up to where an id is left out: from there on it is asked again. */
    private List<PastTrade> answer(String symbol, long id) throws RestException, InterruptedException {
        List<PastTrade> told = attempts.answer(() -> rest.from(symbol, id, RestTrades.PAGE));
        int end = Math.min(1, told.size());
        while (end < told.size() && told.get(end).id() == told.get(end - 1).id() + 1) {
            end++;
        }
        return told.subList(0, end);
    }

    private long newest(String symbol) throws RestException, InterruptedException {
        return attempts.answer(() -> rest.newest(symbol))
                .map(RestTrades.Fill::lastId)
                .orElse(-1L);
    }

    /** The trades of one symbol, a page at a time in memory. */
    private final class Pages extends LookAhead<PastTrade> {
        private final String symbol;
        private final long to;
        private long next;
        private Iterator<PastTrade> page = List.<PastTrade>of().iterator();

        Pages(String symbol, long to, long first) {
            this.symbol = symbol;
            this.to = to;
            this.next = first;
        }

        @Override
        protected Optional<PastTrade> find() {
            if (!page.hasNext()) {
                page = RestAttempts.unchecked(symbol, () -> page(symbol, next)).iterator();
            }
            if (!page.hasNext()) {
                return Optional.empty();
            }
            PastTrade trade = page.next();
            next = trade.id() + 1;
            return Optional.of(trade).filter(found -> found.time() <= to);
        }
    }
}
