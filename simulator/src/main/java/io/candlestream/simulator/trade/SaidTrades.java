package io.candlestream.simulator.trade;

import io.candlestream.simulator.market.MarketTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the exchange has said of trades, whether or not anybody listened. Any thread may ask. */
final class SaidTrades {
    private final Map<String, History> histories = new ConcurrentHashMap<>();
    private final AtomicLong said = new AtomicLong();

    void record(MarketTrade trade) {
        histories.computeIfAbsent(trade.symbol(), symbol -> new History()).add(trade);
        said.incrementAndGet();
    }

    /** How many trades it has said. */
    long count() {
        return said.get();
    }

    /** The trades of {@code symbol}, in the order of their ids; those of this moment. */
    List<MarketTrade> of(String symbol) {
        return of(symbol, 0, Integer.MAX_VALUE);
    }

    /** The first {@code most} trades of {@code symbol} from the id {@code first} on. */
    List<MarketTrade> of(String symbol, long first, int most) {
        return history(symbol).from(first, most);
    }

    /** The newest {@code most} trades of {@code symbol}, oldest of them first. */
    List<MarketTrade> newest(String symbol, int most) {
        return history(symbol).newest(most);
    }

    /**
     * The first {@code most} fills of {@code symbol}; the newest where nothing says from where on.
     *
     * @param first the number of the first one
     * @param start epoch milliseconds, as is {@code end}; both included
     */
    List<Fill> fills(String symbol, OptionalLong first, OptionalLong start, long end, int most) {
        return history(symbol).fills(first, start, end, most);
    }

    private History history(String symbol) {
        return histories.getOrDefault(symbol, new History());
    }

    /** The trades by which one order took others at one price: what the exchange calls an aggregate trade. */
    record Fill(long id, List<MarketTrade> trades) {
        MarketTrade first() {
            return trades.get(0);
        }

        MarketTrade last() {
            return trades.get(trades.size() - 1);
        }
    }

    private static final class History {
        private final List<MarketTrade> trades = new ArrayList<>();
        /** Where each fill begins. */
        private final List<Integer> fills = new ArrayList<>();

        synchronized void add(MarketTrade trade) {
            if (trades.isEmpty() || !isOneFill(trades.get(trades.size() - 1), trade)) {
                fills.add(trades.size());
            }
            trades.add(trade);
        }

        private static boolean isOneFill(MarketTrade before, MarketTrade trade) {
            return before.id() + 1 == trade.id()
                    && before.time() == trade.time()
                    && before.takerBuys() == trade.takerBuys()
                    && before.priceUnits() == trade.priceUnits();
        }

        synchronized List<MarketTrade> from(long first, int most) {
            int low = 0;
            int high = trades.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (trades.get(middle).id() < first) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return List.copyOf(trades.subList(low, (int) Math.min(trades.size(), (long) low + most)));
        }

        synchronized List<MarketTrade> newest(int most) {
            return List.copyOf(trades.subList(Math.max(0, trades.size() - most), trades.size()));
        }

        synchronized List<Fill> fills(OptionalLong first, OptionalLong start, long end, int most) {
            int from = first.isPresent() ? (int) Math.min(first.getAsLong(), fills.size()) : 0;
            if (first.isEmpty() && start.isEmpty()) {
                from = Math.max(0, fills.size() - most);
            }
            List<Fill> found = new ArrayList<>();
            for (int i = from; i < fills.size() && found.size() < most; i++) {
                Fill fill = fill(i);
                long time = fill.first().time();
                if (time >= start.orElse(Long.MIN_VALUE) && time <= end) {
                    found.add(fill);
                }
            }
            return found;
        }

        private Fill fill(int index) {
            int end = index + 1 < fills.size() ? fills.get(index + 1) : trades.size();
            return new Fill(index, List.copyOf(trades.subList(fills.get(index), end)));
        }
    }
}
