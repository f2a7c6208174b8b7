package io.candlestream.simulator.trade;

import io.candlestream.simulator.market.MarketTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private History history(String symbol) {
        return histories.getOrDefault(symbol, new History());
    }

    private static final class History {
        private final List<MarketTrade> trades = new ArrayList<>();

        synchronized void add(MarketTrade trade) {
            trades.add(trade);
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
    }
}
