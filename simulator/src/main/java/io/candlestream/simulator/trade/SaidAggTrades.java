package io.candlestream.simulator.trade;

import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The aggregate trades that the exchange has, by their symbols. Any thread may ask. */
final class SaidAggTrades {
    private final Map<String, History> histories = new ConcurrentHashMap<>();

    /** Notes a trade: with it the newest one goes on, or the next one begins. */
    void add(MarketTrade trade) {
        of(trade.symbol()).add(trade);
    }

    /** Notes one that is complete. */
    void add(MarketAggTrade trade) {
        of(trade.symbol()).add(trade);
    }

    private History of(String symbol) {
        return histories.computeIfAbsent(symbol, name -> new History());
    }

    /** Those of {@code symbol}, in the order of their ids. */
    List<MarketAggTrade> all(String symbol) {
        return find(symbol, OptionalLong.of(0), OptionalLong.empty(), Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * The first {@code most} of {@code symbol}; the newest where nothing says from where on.
     *
     * @param first the id of the first one
     * @param start epoch milliseconds, as is {@code end}; both included
     */
    List<MarketAggTrade> find(String symbol, OptionalLong first, OptionalLong start, long end, int most) {
        return of(symbol).find(first, start, end, most);
    }

    private static final class History {
        private final List<MarketAggTrade> trades = new ArrayList<>();

        synchronized void add(MarketTrade trade) {
            int last = trades.size() - 1;
            if (last >= 0 && trades.get(last).takes(trade)) {
                trades.set(last, trades.get(last).with(trade));
            } else {
                long id = trades.size();
                add(MarketAggTrade.of(MarketAggTrade.isTakenBack(id) ? id + 1 : id, trade));
            }
        }

        synchronized void add(MarketAggTrade trade) {
            while (trades.size() < trade.id()) {
                trades.add(MarketAggTrade.takenBack(trades.size(), trade));
            }
            trades.add(trade);
        }

        synchronized List<MarketAggTrade> find(OptionalLong first, OptionalLong start, long end, int most) {
            int from = (int) Math.min(first.orElse(0), trades.size());
            if (first.isEmpty() && start.isEmpty()) {
                from = Math.max(0, trades.size() - most);
            }
            return trades.subList(from, trades.size()).stream()
                    .filter(trade -> trade.time() >= start.orElse(Long.MIN_VALUE) && trade.time() <= end)
                    .limit(most)
                    .toList();
        }
    }
}
