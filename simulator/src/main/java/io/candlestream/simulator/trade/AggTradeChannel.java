package io.candlestream.simulator.trade;

import io.candlestream.history.LookAhead;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.AggTradeTruth;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketTrade;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** The aggregate trades that the market's trades make, on the socket and by REST. */
public final class AggTradeChannel implements SimulatedChannel<MarketAggTrade>, AggTradeTruth {
    /** So long after its last trade one counts as complete, in milliseconds: recorded trades of one order come within 8. */
    private static final long SILENCE = 50;

    private final Market market;
    private final SaidAggTrades said = new SaidAggTrades();
    private volatile long floor;

    AggTradeChannel(Market market) {
        this.market = market;
    }

    @Override
    public List<MarketAggTrade> said(String symbol) {
        return said.all(symbol);
    }

    /** How many it has said. */
    public long count() {
        return said.count();
    }

    /** Tells none before this id by REST any more. */
    public void forgetBefore(long id) {
        floor = id;
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@aggTrade";
    }

    @Override
    public Iterator<MarketAggTrade> events() {
        return new Complete(market.trades());
    }

    @Override
    public void record(MarketAggTrade trade) {
        said.add(trade);
    }

    @Override
    public void write(MarketAggTrade trade, TimeUnit unit, StringBuilder text) {
        TradeText.event(trade, unit, text);
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.of(SaidAggTrades.PATH, said.endpoint(() -> floor));
    }

    /** Each once it is complete: the next trade of its symbol is another order's, or none has come for a while. */
    private static final class Complete extends LookAhead<MarketAggTrade> {
        private final Iterator<MarketTrade> trades;
        /** What may go on, by its symbol; the one that went on last stands last. */
        private final Map<String, MarketAggTrade> open = new LinkedHashMap<>();

        private final Map<String, Long> nextIds = new HashMap<>();
        private final Queue<MarketAggTrade> ready = new ArrayDeque<>();
        private long now = Long.MIN_VALUE;

        Complete(Iterator<MarketTrade> trades) {
            this.trades = trades;
        }

        @Override
        protected Optional<MarketAggTrade> find() {
            while (ready.isEmpty() && trades.hasNext()) {
                take(trades.next());
            }
            if (ready.isEmpty()) {
                open.values().forEach(trade -> ready.add(trade.toldAt(now)));
                open.clear();
            }
            return Optional.ofNullable(ready.poll());
        }

        private void take(MarketTrade trade) {
            now = Math.max(now, trade.eventTime());
            closeSilent();
            MarketAggTrade before = open.remove(trade.symbol());
            if (before != null && before.takes(trade)) {
                open.put(trade.symbol(), before.with(trade));
                return;
            }
            if (before != null) {
                ready.add(before.toldAt(now));
            }
            long id = nextIds.getOrDefault(trade.symbol(), 0L);
            id = MarketAggTrade.isTakenBack(id) ? id + 1 : id;
            nextIds.put(trade.symbol(), id + 1);
            open.put(trade.symbol(), MarketAggTrade.of(id, trade));
        }

        private void closeSilent() {
            Iterator<MarketAggTrade> oldest = open.values().iterator();
            while (oldest.hasNext()) {
                MarketAggTrade trade = oldest.next();
                if (trade.eventTime() + SILENCE >= now) {
                    return;
                }
                ready.add(trade.toldAt(now));
                oldest.remove();
            }
        }
    }
}
