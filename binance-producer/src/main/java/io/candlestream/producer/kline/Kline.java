package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.Event;
import io.candlestream.schema.Interval;
import java.util.Locale;

/**
 * One update of one candle as the exchange told it; the event of {@link KlineChannel}. Times are epoch milliseconds,
 * prices and volumes the exchange's own decimal text.
 *
 * @param firstTradeId -1 in a candle without trades and where nobody knows it, as is {@code lastTradeId}
 * @param closeTime the last millisecond of the candle
 * @param closed whether this is the candle's final update
 */
public record Kline(
        String symbol,
        Interval interval,
        long eventTime,
        long openTime,
        long closeTime,
        long firstTradeId,
        long lastTradeId,
        String open,
        String high,
        String low,
        String close,
        String volume,
        String quoteVolume,
        String takerBuyVolume,
        String takerBuyQuoteVolume,
        long trades,
        boolean closed,
        Source source)
        implements Event {

    @Override
    public long time() {
        return openTime;
    }

    /** A candle opens, and its updates are made, before it is over. */
    @Override
    public long lead() {
        return interval.endOf(openTime) - openTime;
    }

    /** A candle of the past: closed, its event the moment at which the source told it. */
    public static Kline ofHistory(Candle candle, Source source) {
        return new Kline(
                candle.symbol(),
                candle.interval(),
                candle.reportedAt(),
                candle.openTime(),
                candle.closeTime(),
                candle.firstTradeId(),
                candle.lastTradeId(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.quoteVolume(),
                candle.takerBuyVolume(),
                candle.takerBuyQuoteVolume(),
                candle.trades(),
                true,
                source);
    }

    /** Whether the trade ids are what they say; only the socket tells them, of others the chain may know them. */
    public boolean knowsTradeIds() {
        return source == Source.SOCKET || firstTradeId != Candle.NO_TRADE || trades == 0;
    }

    /** By which way a kline came; a later one of this list corrects an earlier one. */
    public enum Source {
        SOCKET,
        REST,
        ARCHIVE;

        /** The value of the record's field. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
