package io.candlestream.tools.trades;

import io.candlestream.history.Numbered;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Follows one symbol's stored rows in the order of their ids, none of which may be missing, and compares each with what the exchange
 * tells of it.
 *
 * @param <P> how the exchange tells it
 */
final class IdCheck<R extends StoredId, P extends Numbered> {
    private final String symbol;
    private final SourceById<P> exchange;
    private final BiPredicate<R, P> equal;
    private final LongPredicate noEvent;
    private final Consumer<String> differences;

    /** The id that comes next where none is missing. */
    private OptionalLong next = OptionalLong.empty();

    private long first;
    private long last;
    private long stored;
    private long missing;
    private long extra;
    private long differing;
    private long epochs;

    /**
     * @param equal whether a row is what the exchange tells
     * @param noEvent whether there is nothing behind an id, so that it is not missing
     */
    IdCheck(
            String symbol,
            SourceById<P> exchange,
            BiPredicate<R, P> equal,
            LongPredicate noEvent,
            Consumer<String> differences) {
        this.symbol = symbol;
        this.exchange = exchange;
        this.equal = equal;
        this.noEvent = noEvent;
        this.differences = differences;
    }

    /**
     * What was counted.
     *
     * @param first the first id, {@code last} the last
     * @param missing ids between them that are not stored
     * @param extra rows that the exchange does not have
     * @param differing rows with another value than the exchange's
     * @param epochs how often the ids start again
     */
    record Counts(long first, long last, long stored, long missing, long extra, long differing, long epochs) {
        boolean isNothing() {
            return stored == 0 && missing == 0;
        }
    }

    /** The first row has to be the first one from {@code time} on, epoch milliseconds, where the exchange has one. */
    void expectFrom(long time) {
        next = exchange.firstAt(time);
    }

    /** The last row has to be the last one before {@code time}, epoch milliseconds, where that is known. */
    void expectUntil(long time) {
        exchange.lastBefore(time).ifPresent(this::missingUntil);
    }

    /** Whether {@code row} follows the one before it without a break. */
    boolean take(R row) {
        boolean follows = stored > 0 && row.id() == last + 1;
        if (stored == 0) {
            first = row.id();
        } else if (row.id() <= last) {
            epochs++;
        }
        missingUntil(row.id() - 1);
        stored++;
        compare(row);
        last = row.id();
        next = OptionalLong.of(last + 1);
        return follows;
    }

    private void missingUntil(long id) {
        long from = next.orElse(Long.MAX_VALUE);
        while (from <= id) {
            long end = from;
            while (end <= id && !noEvent.test(end)) {
                end++;
            }
            if (from < end) {
                missing += end - from;
                differences.accept("missing  " + symbol + "  ids " + from + " to " + (end - 1));
            }
            from = end + 1;
        }
    }

    private void compare(R row) {
        Optional<P> told = exchange.get(row.id());
        if (told.isEmpty()) {
            extra++;
            differences.accept("extra  " + symbol + "  id " + row.id());
        } else if (!equal.test(row, told.get())) {
            differing++;
            differences.accept("value  " + symbol + "  stored " + row + ", expected " + told.get());
        }
    }

    Counts counts() {
        return new Counts(first, last, stored, missing, extra, differing, epochs);
    }
}
