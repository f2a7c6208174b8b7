package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;

/** A candle in the making. Sums are exact; the exchange shows them cut to 8 decimals. */
final class CandleTally {
    /** The first push keeps clear of the closing message of the candle before. */
    private static final long CLEAR_MILLIS = 300;

    private final String symbol;
    private final Interval interval;
    final long open;
    final long end;
    private final TextOnce first = new TextOnce();
    private final TextOnce high = new TextOnce();
    private final TextOnce low = new TextOnce();
    private final DecimalSum takerSellVolume = new DecimalSum();
    private final DecimalSum takerSellQuoteVolume = new DecimalSum();
    private final DecimalSum takerBuyVolume = new DecimalSum();
    private final DecimalSum takerBuyQuoteVolume = new DecimalSum();
    long close;
    private long trades;
    private long firstId = Candle.NO_TRADE;
    private long lastId = Candle.NO_TRADE;
    long lastEver;

    CandleTally(String symbol, Interval interval, long open, long previousClose) {
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
        DecimalSum volume = trade.takerBuys() ? takerBuyVolume : takerSellVolume;
        DecimalSum quoteVolume = trade.takerBuys() ? takerBuyQuoteVolume : takerSellQuoteVolume;
        if (trade.large().signum() == 0) {
            volume.add(trade.quantityUnits());
            quoteVolume.addProduct(close, trade.quantityUnits());
        } else {
            volume.add(trade.quantity());
            quoteVolume.add(trade.quoteQuantity());
        }
    }

    /** The first moment at or after {@code time} at which the exchange pushes this candle; it may be behind its end. */
    long pushAfter(long time) {
        long period = interval.updatePeriod().toMillis();
        long first = open + CLEAR_MILLIS + Math.floorMod(symbol.hashCode(), period - 2 * CLEAR_MILLIS);
        return first + Math.max(0, (time - first + period - 1) / period) * period;
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
}
