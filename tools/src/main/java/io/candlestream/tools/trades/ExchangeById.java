package io.candlestream.tools.trades;

import io.candlestream.history.Numbered;
import io.candlestream.history.RestById;
import io.candlestream.history.RestException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/** One symbol's events as REST tells them, a page at a time. */
final class ExchangeById<P extends Numbered> implements SourceById<P> {
    private final RestById<P> rest;
    private final String symbol;
    private final Queue<P> page = new ArrayDeque<>();
    private long next;

    ExchangeById(RestById<P> rest, String symbol) {
        this.rest = rest;
        this.symbol = symbol;
    }

    @Override
    public Optional<P> get(long id) {
        if (page.isEmpty() || id < page.peek().id() || id >= next) {
            page.clear();
            page.addAll(answer(() -> rest.from(symbol, id, RestById.PAGE)));
            next = id + RestById.PAGE;
        }
        while (!page.isEmpty() && page.peek().id() < id) {
            page.remove();
        }
        return Optional.ofNullable(page.peek()).filter(one -> one.id() == id);
    }

    @Override
    public OptionalLong firstAt(long time) {
        return answer(() -> rest.firstAt(symbol, time)).stream()
                .mapToLong(RestById.Ids::first)
                .findFirst();
    }

    /** Known once there is one at {@code time} or later. */
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
