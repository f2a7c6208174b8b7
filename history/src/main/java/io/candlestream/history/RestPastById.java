package io.candlestream.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * The numbered events that the exchange tells by REST, asked for page by page, and again when an answer failed to come. That an answer
 * is short says nothing, and that it is empty is the end only where there are no newer ones. What it leaves out is asked for again
 * before that is believed. One event with a late time is no end either: the exchange has to say the same when it is asked by time.
 */
public final class RestPastById<P extends Numbered> implements PastById<P> {
    /** How many answers have to agree that something is left out. */
    private static final int ANSWERS = 3;

    private final RestById<P> rest;
    private final Duration confirm;
    private final RestAttempts attempts;

    /** @param confirm for how long the exchange has to leave out what there has to be before that is believed */
    public RestPastById(RestById<P> rest, Duration confirm) {
        this(rest, confirm, Thread::sleep);
    }

    RestPastById(RestById<P> rest, Duration confirm, RequestWeightLimiter.Sleep sleep) {
        this.rest = rest;
        this.confirm = confirm;
        this.attempts = new RestAttempts(sleep);
    }

    @Override
    public OptionalLong firstAt(String symbol, long time) {
        return RestAttempts.unchecked(symbol, () -> attempts.answer(() -> rest.firstAt(symbol, time))).stream()
                .mapToLong(RestById.Ids::first)
                .findFirst();
    }

    @Override
    public Iterator<P> between(String symbol, long from, long to, OptionalLong first) {
        OptionalLong begin = first.isPresent() ? first : firstAt(symbol, from);
        return begin.isPresent() ? new Pages(symbol, to, begin.getAsLong()) : Collections.emptyIterator();
    }

    /** What is from {@code id} on, a page of it without a break; none at the end. */
    private List<P> page(String symbol, long id, long to) throws RestException, InterruptedException {
        List<P> page = answer(symbol, id, to);
        for (int answers = 1; answers < ANSWERS && isDoubtful(symbol, page, id); answers++) {
            attempts.pause(confirm.dividedBy(ANSWERS - 1));
            page = answer(symbol, id, to);
        }
        if (page.isEmpty() && newest(symbol) >= id) {
            throw new RestException(
                    "Cannot load " + rest.events() + " of " + symbol + ": the exchange tells none from id " + id
                            + " on, though it has newer ones",
                    RestException.OK);
        }
        return page;
    }

    /** Whether something is left out that there has to be. */
    private boolean isDoubtful(String symbol, List<P> page, long id) throws RestException, InterruptedException {
        return page.isEmpty() ? newest(symbol) >= id : page.get(0).id() > id;
    }

    /** An answer up to where an id is left out: from there on it is asked again. */
    private List<P> answer(String symbol, long id, long to) throws RestException, InterruptedException {
        List<P> told = attempts.answer(() -> believed(symbol, rest.from(symbol, id, RestById.PAGE), to));
        int end = Math.min(1, told.size());
        while (end < told.size() && told.get(end).id() == told.get(end - 1).id() + 1) {
            end++;
        }
        return told.subList(0, end);
    }

    /** All of {@code told}; its first event that is far behind {@code to} has to be there by the exchange's search by time too. */
    private List<P> believed(String symbol, List<P> told, long to) throws RestException, InterruptedException {
        Optional<P> late = told.stream().filter(event -> isBehind(event, to)).findFirst();
        if (late.isPresent()) {
            Optional<RestById.Ids> first = rest.firstAt(symbol, to + STRAY + 1);
            if (first.isEmpty() || first.get().first() > late.get().id()) {
                throw new RestException(
                        "Cannot load " + rest.events() + " of " + symbol + ": the exchange tells that id "
                                + late.get().id() + " was made at "
                                + Instant.ofEpochMilli(late.get().time())
                                + ", and by time that the first one behind " + Instant.ofEpochMilli(to) + " came later",
                        RestException.OK);
            }
        }
        return told;
    }

    /** Whether all behind it are later than {@code to}; when something was made that the exchange took back says nothing. */
    private boolean isBehind(P event, long to) {
        return event.time() - STRAY > to && !event.isVoid();
    }

    private long newest(String symbol) throws RestException, InterruptedException {
        return attempts.answer(() -> rest.newest(symbol))
                .map(RestById.Ids::last)
                .orElse(-1L);
    }

    /**
     * The events of one symbol, a page at a time in memory. What is a little too late and stands before one that is not comes with it:
     * its id is not missing.
     */
    private final class Pages extends LookAhead<P> {
        private final String symbol;
        private final long to;
        /** Those that are read: the wanted ones, then those that are only if a wanted one follows. */
        private final Queue<P> read = new ArrayDeque<>();

        private int wanted;
        private boolean ended;
        private long next;
        private Iterator<P> page = Collections.emptyIterator();

        Pages(String symbol, long to, long first) {
            this.symbol = symbol;
            this.to = to;
            this.next = first;
        }

        @Override
        protected Optional<P> find() {
            while (wanted == 0 && !ended) {
                readOne();
            }
            if (wanted == 0) {
                return Optional.empty();
            }
            wanted--;
            return Optional.of(read.remove());
        }

        private void readOne() {
            if (!page.hasNext()) {
                page = RestAttempts.unchecked(symbol, () -> page(symbol, next, to))
                        .iterator();
            }
            if (!page.hasNext()) {
                ended = true;
                return;
            }
            P event = page.next();
            next = event.id() + 1;
            ended = isBehind(event, to);
            read.add(event);
            wanted = event.time() <= to ? read.size() : 0;
        }
    }
}
