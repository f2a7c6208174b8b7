package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.history.RestException;
import io.candlestream.history.RestTrades;
import io.candlestream.history.RestTrades.Fill;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/** One symbol's trades as REST tells them, a page at a time. */
final class ExchangeTrades implements TradeSource {
    private final RestTrades rest;
    private final String symbol;
    private final Queue<PastTrade> page = new ArrayDeque<>();
    private long next;

    ExchangeTrades(RestTrades rest, String symbol) {
        this.rest = rest;
        this.symbol = symbol;
    }

    @Override
    public Optional<PastTrade> trade(long id) {
        if (page.isEmpty() || id < page.peek().id() || id >= next) {
            page.clear();
            page.addAll(answer(() -> rest.from(symbol, id, RestTrades.PAGE)));
            next = id + RestTrades.PAGE;
        }
        while (!page.isEmpty() && page.peek().id() < id) {
            page.remove();
        }
        return Optional.ofNullable(page.peek()).filter(trade -> trade.id() == id);
    }

    @Override
    public OptionalLong firstAt(long time) {
        return answer(() -> rest.firstAt(symbol, time)).stream()
                .mapToLong(Fill::firstId)
                .findFirst();
    }

    /** Known once there is a trade at {@code time} or later. */
    @Override
    public OptionalLong lastBefore(long time) {
        return firstAt(time).stream().map(id -> id - 1).findFirst();
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (RestException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the exchange was asked", e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws RestException, InterruptedException;
    }
}
