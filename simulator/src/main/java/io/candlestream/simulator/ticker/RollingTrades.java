package io.candlestream.simulator.ticker;

import io.candlestream.schema.TickerWindow;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * The newest trades of one symbol, as many as a window takes, with their sums and extremes. A window ends a moment before its ticker is
 * sent, when all of its trades are known: of those that were recorded, the exchange spoke of each within 220 ms.
 */
final class RollingTrades {
    static final long LAG = 300;

    private final String symbol;
    private final TickerWindow window;
    /** Those behind the window's end. */
    private final Deque<MarketTrade> ahead = new ArrayDeque<>();

    private final Deque<MarketTrade> trades = new ArrayDeque<>();
    /** Those that no later trade exceeds, the highest first; likewise the lowest. */
    private final Deque<MarketTrade> highest = new ArrayDeque<>();

    private final Deque<MarketTrade> lowest = new ArrayDeque<>();
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private BigDecimal previousClose = BigDecimal.ZERO;
    private boolean changed;

    RollingTrades(String symbol, TickerWindow window) {
        this.symbol = symbol;
        this.window = window;
    }

    void add(MarketTrade trade) {
        ahead.add(trade);
    }

    /** Whether there are trades of which no ticker tells yet. */
    boolean isBehind() {
        return !ahead.isEmpty();
    }

    private void enter(MarketTrade trade) {
        trades.add(trade);
        volume = volume.add(trade.quantity());
        quoteVolume = quoteVolume.add(trade.quoteQuantity());
        Comparator<MarketTrade> byPrice = Comparator.comparingLong(MarketTrade::priceUnits);
        rank(highest, trade, byPrice);
        rank(lowest, trade, byPrice.reversed());
        changed = true;
    }

    private static void rank(Deque<MarketTrade> ranked, MarketTrade trade, Comparator<MarketTrade> order) {
        while (!ranked.isEmpty() && order.compare(ranked.getLast(), trade) <= 0) {
            ranked.removeLast();
        }
        ranked.add(trade);
    }

    /** The ticker that is sent at {@code time}, epoch milliseconds, if there were trades since the last one. */
    Optional<MarketTicker> at(long time) {
        long close = time - LAG;
        while (!ahead.isEmpty() && ahead.getFirst().time() <= close) {
            enter(ahead.removeFirst());
        }
        if (!changed) {
            return Optional.empty();
        }
        changed = false;
        long open = window.openOf(close);
        while (!trades.isEmpty() && trades.getFirst().time() < open) {
            remove(trades.removeFirst());
        }
        return trades.isEmpty() ? Optional.empty() : Optional.of(ticker(time, open, close));
    }

    private void remove(MarketTrade trade) {
        volume = volume.subtract(trade.quantity());
        quoteVolume = quoteVolume.subtract(trade.quoteQuantity());
        previousClose = trade.price();
        leave(highest, trade);
        leave(lowest, trade);
    }

    private static void leave(Deque<MarketTrade> ranked, MarketTrade trade) {
        if (ranked.getFirst().equals(trade)) {
            ranked.removeFirst();
        }
    }

    private MarketTicker ticker(long time, long open, long close) {
        return new MarketTicker(
                symbol,
                time,
                open,
                close,
                trades.getFirst(),
                trades.getLast(),
                highest.getFirst().price(),
                lowest.getFirst().price(),
                volume,
                quoteVolume,
                previousClose);
    }
}
