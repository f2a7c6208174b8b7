package io.candlestream.simulator.market;

import io.candlestream.history.LookAhead;
import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.Optional;

/**
 * Makes the kline updates of one symbol out of its trades, as the exchange does: a changed candle is pushed at most once
 * every update period, closed once, and a candle without trades is closed too.
 *
 * <p>Where the trade ids jump the trades of the hole are unknown; no candles are made up for it. When the trades end the
 * last candle stays open. Source: binance-api.md section 3.1.
 */
final class TradeCandles extends LookAhead<Update> {
    private final String symbol;
    private final Interval interval;
    private final Iterator<MarketTrade> trades;
    private final DecimalText text = new DecimalText();
    private MarketTrade ahead;
    private CandleTally tally;

    /** @param trades ids ascending, times never backwards */
    public TradeCandles(String symbol, Interval interval, Iterator<MarketTrade> trades) {
        this.symbol = symbol;
        this.interval = interval;
        this.trades = trades;
        advance();
        if (ahead != null) {
            tally = new CandleTally(symbol, interval, interval.openOf(ahead.time()), ahead.priceUnits());
        }
    }

    @Override
    protected Optional<Update> find() {
        if (ahead == null) {
            return Optional.empty();
        }
        if (ahead.time() < tally.end) {
            long push = tally.pushAfter(ahead.time());
            absorb(Math.min(push, tally.end - 1));
            if (push < tally.end || ahead == null) {
                return Optional.of(Update.open(tally.candle(text), Math.min(push, tally.end - 1)));
            }
        }
        return Optional.of(close());
    }

    private Update close() {
        Update closing = Update.closing(tally.candle(text));
        boolean contiguous = ahead.id() == tally.lastEver + 1;
        long open = contiguous ? tally.end : interval.openOf(ahead.time());
        CandleTally next = new CandleTally(symbol, interval, open, contiguous ? tally.close : ahead.priceUnits());
        next.lastEver = tally.lastEver;
        tally = next;
        return closing;
    }

    private void absorb(long until) {
        while (ahead != null && ahead.time() <= until) {
            tally.add(ahead);
            advance();
        }
    }

    private void advance() {
        ahead = trades.hasNext() ? trades.next() : null;
    }
}
