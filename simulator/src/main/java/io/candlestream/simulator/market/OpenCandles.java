package io.candlestream.simulator.market;

import io.candlestream.history.LookAhead;
import io.candlestream.schema.Interval;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The open candles of any number of symbols, pushed as their trades make them, of one sequence of all trades: so none has to be known
 * before its time. What {@link TradeCandles} makes of the trades of one symbol, but for the closing messages.
 */
public final class OpenCandles extends LookAhead<Update> {
    private final Interval interval;
    private final Iterator<MarketTrade> trades;
    private final DecimalText text = new DecimalText();
    private final Map<String, CandleTally> tallies = new HashMap<>();
    private final PriorityQueue<Push> due =
            new PriorityQueue<>(Comparator.comparingLong(Push::time).thenComparing(Push::symbol));
    private final Set<String> waiting = new HashSet<>();
    private Optional<MarketTrade> ahead = Optional.empty();

    /** @param trades in the order of their times */
    public OpenCandles(Interval interval, Iterator<MarketTrade> trades) {
        this.interval = interval;
        this.trades = trades;
    }

    private record Push(String symbol, long time, CandleTally tally) {}

    @Override
    protected Optional<Update> find() {
        while (true) {
            if (ahead.isEmpty() && trades.hasNext()) {
                ahead = Optional.of(trades.next());
            }
            Push next = due.peek();
            if (next != null && (ahead.isEmpty() || next.time() < ahead.get().time())) {
                due.remove();
                waiting.remove(next.symbol());
                return Optional.of(Update.open(next.tally().candle(text), next.time()));
            }
            if (ahead.isEmpty()) {
                return Optional.empty();
            }
            add(ahead.get());
            ahead = Optional.empty();
        }
    }

    private void add(MarketTrade trade) {
        CandleTally tally = tallies.get(trade.symbol());
        if (tally == null || trade.time() >= tally.end) {
            tally = new CandleTally(trade.symbol(), interval, interval.openOf(trade.time()), trade.priceUnits());
            tallies.put(trade.symbol(), tally);
        }
        tally.add(trade);
        long push = tally.pushAfter(trade.time());
        if (push < tally.end && waiting.add(trade.symbol())) {
            due.add(new Push(trade.symbol(), push, tally));
        }
    }
}
