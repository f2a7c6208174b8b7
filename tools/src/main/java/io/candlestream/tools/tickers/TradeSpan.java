package io.candlestream.tools.tickers;

import io.candlestream.tools.trades.StoredTrade;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeMap;

/** The stored trades of one symbol between two ids that only go up, with their sums and the prices among them. */
final class TradeSpan {
    private final StoredTrades stored;
    private final String symbol;
    private final Iterator<Long> hours;
    private final Deque<StoredTrade> ahead = new ArrayDeque<>();
    private final Deque<StoredTrade> trades = new ArrayDeque<>();
    private final TreeMap<BigDecimal, Integer> prices = new TreeMap<>();
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;

    /** @param hours in which the symbol has trades, epoch milliseconds */
    TradeSpan(StoredTrades stored, String symbol, NavigableSet<Long> hours) {
        this.stored = stored;
        this.symbol = symbol;
        this.hours = hours.iterator();
    }

    /** Moves on to the trades from {@code first} to {@code last}; whether every one of them is stored. */
    boolean moveTo(long first, long last) {
        while (hasNext() && ahead.getFirst().id() <= last) {
            add(ahead.removeFirst());
        }
        while (!trades.isEmpty() && trades.getFirst().id() < first) {
            remove(trades.removeFirst());
        }
        return trades.size() == last - first + 1
                && trades.getFirst().id() == first
                && trades.getLast().id() == last;
    }

    private boolean hasNext() {
        while (ahead.isEmpty() && hours.hasNext()) {
            stored.read(symbol, hours.next(), ahead::add);
        }
        return !ahead.isEmpty();
    }

    private void add(StoredTrade trade) {
        trades.add(trade);
        volume = volume.add(trade.quantity());
        quoteVolume = quoteVolume.add(trade.price().multiply(trade.quantity()));
        prices.merge(trade.price(), 1, Integer::sum);
    }

    private void remove(StoredTrade trade) {
        volume = volume.subtract(trade.quantity());
        quoteVolume = quoteVolume.subtract(trade.price().multiply(trade.quantity()));
        prices.computeIfPresent(trade.price(), (price, count) -> count == 1 ? null : count - 1);
    }

    StoredTrade first() {
        return trades.getFirst();
    }

    StoredTrade last() {
        return trades.getLast();
    }

    BigDecimal high() {
        return prices.lastKey();
    }

    BigDecimal low() {
        return prices.firstKey();
    }

    BigDecimal volume() {
        return volume;
    }

    BigDecimal quoteVolume() {
        return quoteVolume;
    }
}
