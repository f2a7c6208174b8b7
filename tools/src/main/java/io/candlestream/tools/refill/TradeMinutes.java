package io.candlestream.tools.refill;

import io.candlestream.history.LookAhead;
import io.candlestream.tools.trades.StoredTrade;
import io.candlestream.tools.trades.StoredTrades;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The stored trades of one symbol up to a time that only goes on, as the sums of their minutes: a day of a busy pair has millions of
 * trades and 1440 minutes. Times are epoch milliseconds.
 */
final class TradeMinutes {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final StoredTrades stored;
    private final String symbol;
    private final LookAhead<StoredTrade> trades;
    private final TreeMap<Long, TradeSum> minutes = new TreeMap<>();
    private long read = Long.MIN_VALUE;

    /** The last one read, and the first of those before it from which on no id is missing. */
    private Optional<StoredTrade> newest = Optional.empty();

    private long unbrokenFrom;

    /** The last one before the minutes that are kept. */
    private Optional<StoredTrade> before = Optional.empty();

    /** The trades of the minute in which a window begins. */
    private long rawMinute = Long.MIN_VALUE;

    private List<StoredTrade> raw = List.of();

    /**
     * @param hours in which the symbol has trades
     * @param open where the first window begins; the trade before it is looked for in the hour with trades before that
     */
    TradeMinutes(StoredTrades stored, String symbol, NavigableSet<Long> hours, long open) {
        this.stored = stored;
        this.symbol = symbol;
        Long start = hours.lower(open - Math.floorMod(open, HOUR));
        this.trades = stored.trades(symbol, start == null ? hours : hours.tailSet(start, true));
    }

    /** Whether a window that begins then may still be asked for. */
    boolean reaches(long open) {
        return open <= read;
    }

    /**
     * All trades from {@code open} to {@code close}, both included; empty when there are none.
     *
     * @throws UnprovedException when the ids do not say that these are all
     */
    Optional<Window> window(long open, long close) throws UnprovedException {
        readTo(close);
        forgetBefore(open);
        Optional<TradeSum> sum = minutes.headMap(open, true).isEmpty() || open % MINUTE == 0
                ? sum(minutes.values().stream())
                : sum(Stream.concat(partOfMinute(open), minutes.tailMap(open, false).values().stream()));
        if (sum.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Window(sum.get(), proved(sum.get(), open)));
    }

    /** @param previous the last trade before it */
    record Window(TradeSum sum, StoredTrade previous) {}

    private static Optional<TradeSum> sum(Stream<TradeSum> parts) {
        return parts.reduce(TradeSum::plus);
    }

    private void readTo(long close) {
        read = Math.max(read, close);
        while (trades.peek().filter(trade -> trade.time() <= close).isPresent()) {
            StoredTrade trade = trades.next();
            boolean follows = newest.filter(last -> trade.id() == last.id() + 1 && trade.time() >= last.time())
                    .isPresent();
            if (!follows) {
                unbrokenFrom = trade.id();
            }
            newest = Optional.of(trade);
            minutes.merge(minute(trade.time()), TradeSum.of(trade), TradeSum::plus);
        }
    }

    private void forgetBefore(long open) {
        while (!minutes.isEmpty() && minutes.firstKey() < minute(open)) {
            before = Optional.of(minutes.pollFirstEntry().getValue().last());
        }
    }

    private Stream<TradeSum> partOfMinute(long open) {
        return rawOf(open).stream().filter(trade -> trade.time() >= open).map(TradeSum::of);
    }

    private List<StoredTrade> rawOf(long open) {
        long minute = minute(open);
        TradeSum whole = minutes.get(minute);
        if (whole == null) {
            return List.of();
        }
        if (rawMinute != minute
                || raw.isEmpty()
                || raw.get(raw.size() - 1).id() != whole.last().id()) {
            rawMinute = minute;
            raw = stored.trades(
                            symbol,
                            minute - Math.floorMod(minute, HOUR),
                            whole.first().id(),
                            whole.last().id())
                    .toList();
        }
        return raw;
    }

    /** The trade before the window. */
    private StoredTrade proved(TradeSum sum, long open) throws UnprovedException {
        long first = sum.first().id();
        StoredTrade previous = rawOf(open).stream()
                .filter(trade -> trade.time() < open)
                .reduce((one, later) -> later)
                .or(() -> before)
                .filter(trade -> trade.id() == first - 1)
                .orElseThrow(() -> missing(first - 1));
        if (unbrokenFrom > previous.id()) {
            throw missing(unbrokenFrom - 1);
        }
        long next = sum.last().id() + 1;
        if (trades.peek().filter(trade -> trade.id() == next).isEmpty()) {
            throw missing(next);
        }
        return previous;
    }

    private static UnprovedException missing(long id) {
        return new UnprovedException("trade " + id + " is not stored");
    }

    private static long minute(long time) {
        return time - Math.floorMod(time, MINUTE);
    }
}
