package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.history.RestException;
import io.candlestream.history.RestTrades;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** One symbol's trades as REST tells them, a page at a time, in the order of their ids. */
final class ExchangeTrades {
    private final RestTrades rest;
    private final String symbol;
    private final Queue<PastTrade> page = new ArrayDeque<>();
    private long next;

    ExchangeTrades(RestTrades rest, String symbol) {
        this.rest = rest;
        this.symbol = symbol;
    }

    /**
     * The trade {@code id}, if the exchange has it.
     *
     * @throws UncheckedIOException when nobody answers
     */
    Optional<PastTrade> trade(long id) {
        if (page.isEmpty() || id < page.peek().id() || id >= next) {
            load(id);
        }
        while (!page.isEmpty() && page.peek().id() < id) {
            page.remove();
        }
        return Optional.ofNullable(page.peek()).filter(trade -> trade.id() == id);
    }

    private void load(long id) {
        page.clear();
        try {
            page.addAll(rest.from(symbol, id, RestTrades.PAGE));
        } catch (RestException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the exchange was asked", e);
        }
        next = id + RestTrades.PAGE;
    }
}
