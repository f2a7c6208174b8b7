package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Makes the kline updates of one symbol out of its trades, as the exchange does: a changed candle is pushed at most once
 * every update period, closed once, and a candle without trades is closed too.
 *
 * <p>Where the trade ids jump the trades of the hole are unknown; no candles are made up for it. When the trades end the
 * last candle stays open. Source: binance-api.md section 3.1.
 */
public final class TradeCandles implements Iterator<Update> {
    /** The first push keeps clear of the closing message of the candle before. */
    private static final long CLEAR_MILLIS = 300;

    private final String symbol;
    private final Interval interval;
    private final Iterator<MarketTrade> trades;
    private final long period;
    private final long phase;
    private final DecimalText text = new DecimalText();
    private MarketTrade ahead;
    private Tally tally;

    /** @param trades ids ascending, times never backwards */
    public TradeCandles(String symbol, Interval interval, Iterator<MarketTrade> trades) {
        this.symbol = symbol;
        this.interval = interval;
        this.trades = trades;
        this.period = interval.updatePeriod().toMillis();
        this.phase = CLEAR_MILLIS + Math.floorMod(symbol.hashCode(), period - 2 * CLEAR_MILLIS);
        advance();
        if (ahead != null) {
            tally = new Tally(symbol, interval, interval.openOf(ahead.time()), ahead.priceUnits());
        }
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Update next() {
        if (ahead == null) {
            throw new NoSuchElementException();
        }
        if (ahead.time() < tally.end) {
            long push = pushAfter(ahead.time());
            absorb(Math.min(push, tally.end - 1));
            if (push < tally.end || ahead == null) {
                return Update.open(tally.candle(text), Math.min(push, tally.end - 1));
            }
        }
        return close();
    }

    private Update close() {
        Update closing = Update.closing(tally.candle(text));
        boolean contiguous = ahead.id() == tally.lastEver + 1;
        long open = contiguous ? tally.end : interval.openOf(ahead.time());
        Tally next = new Tally(symbol, interval, open, contiguous ? tally.close : ahead.priceUnits());
        next.lastEver = tally.lastEver;
        tally = next;
        return closing;
    }

    /** The first push time of the open candle at or after {@code time}. */
    private long pushAfter(long time) {
        long first = tally.open + phase;
        return first + Math.max(0, (time - first + period - 1) / period) * period;
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

    /** A price and its text, which is made once. */
    private static final class TextOnce {
        private long price;
        private String made;

        void set(long newPrice) {
            if (newPrice != price) {
                price = newPrice;
                made = null;
            }
        }

        String text(DecimalText text) {
            if (made == null) {
                made = text.of(price);
            }
            return made;
        }
    }

    /** A candle in the making. Sums are exact; the exchange shows them cut to 8 decimals. */
    private static final class Tally {
        private final String symbol;
        private final Interval interval;
        private final long open;
        private final long end;
        private final TextOnce first = new TextOnce();
        private final TextOnce high = new TextOnce();
        private final TextOnce low = new TextOnce();
        private final DecimalSum takerSellVolume = new DecimalSum();
        private final DecimalSum takerSellQuoteVolume = new DecimalSum();
        private final DecimalSum takerBuyVolume = new DecimalSum();
        private final DecimalSum takerBuyQuoteVolume = new DecimalSum();
        private long close;
        private long trades;
        private long firstId = Candle.NO_TRADE;
        private long lastId = Candle.NO_TRADE;
        private long lastEver;

        Tally(String symbol, Interval interval, long open, long previousClose) {
            this.symbol = symbol;
            this.interval = interval;
            this.open = open;
            this.end = interval.endOf(open);
            reset(previousClose);
        }

        private void reset(long price) {
            first.set(price);
            high.set(price);
            low.set(price);
            close = price;
        }

        void add(MarketTrade trade) {
            if (trades++ == 0) {
                reset(trade.priceUnits());
                firstId = trade.id();
            }
            lastId = trade.id();
            lastEver = trade.id();
            close = trade.priceUnits();
            high.set(Math.max(high.price, close));
            low.set(Math.min(low.price, close));
            if (trade.takerBuys()) {
                takerBuyVolume.add(trade.quantityUnits());
                takerBuyQuoteVolume.addProduct(close, trade.quantityUnits());
            } else {
                takerSellVolume.add(trade.quantityUnits());
                takerSellQuoteVolume.addProduct(close, trade.quantityUnits());
            }
        }

        Candle candle(DecimalText text) {
            return new Candle(
                    symbol,
                    interval,
                    open,
                    end - 1,
                    first.text(text),
                    high.text(text),
                    low.text(text),
                    text.of(close),
                    takerBuyVolume.textWith(takerSellVolume, text),
                    takerBuyQuoteVolume.textWith(takerSellQuoteVolume, text),
                    takerBuyVolume.text(text),
                    takerBuyQuoteVolume.text(text),
                    trades,
                    firstId,
                    lastId,
                    end - 1);
        }
    }
}
