package io.candlestream.producer.kline;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.schema.Interval;

/** Klines of one-minute BTCUSDT candles, named by their number: candle 0 opens at {@link #START}. */
public final class MinuteKlines {
    public static final String SYMBOL = "BTCUSDT";
    public static final long START = 1_700_000_040_000L;
    public static final long MINUTE = 60_000;

    private MinuteKlines() {}

    public static long openTime(int candle) {
        return START + candle * MINUTE;
    }

    /** An update in the middle of the candle. */
    public static Kline open(int candle) {
        return update(candle, openTime(candle) + MINUTE / 2, 100L * candle, 5, false);
    }

    /** The closing update; each candle has 100 trades, and their ids go on from candle to candle. */
    public static Kline closed(int candle) {
        return closed(candle, 100L * candle, 100);
    }

    public static Kline closed(int candle, long firstTradeId, long trades) {
        return update(candle, openTime(candle + 1) + 1, firstTradeId, trades, true);
    }

    public static Kline update(int candle, long eventTime, long firstTradeId, long trades, boolean closed) {
        long open = openTime(candle);
        return TestKlines.kline(
                SYMBOL,
                Interval.MINUTE_1,
                eventTime,
                open,
                open + MINUTE - 1,
                trades == 0 ? -1 : firstTradeId,
                trades == 0 ? -1 : firstTradeId + trades - 1,
                "1",
                "2",
                "1",
                "2",
                "10",
                "15",
                "5",
                "7",
                trades,
                closed,
                EventSource.SOCKET);
    }

    /** {@code kline} with other values. */
    public static Kline valued(
            Kline kline, String open, String high, String low, String close, String volume, String takerBuyVolume) {
        return TestKlines.kline(
                kline.symbol(),
                kline.interval(),
                kline.eventTime(),
                kline.openTime(),
                kline.candle().closeTime(),
                kline.firstTradeId(),
                kline.lastTradeId(),
                open,
                high,
                low,
                close,
                volume,
                kline.candle().quoteVolume(),
                takerBuyVolume,
                kline.candle().takerBuyQuoteVolume(),
                kline.trades(),
                kline.closed(),
                kline.source());
    }

    /** {@code kline} with another close time. */
    public static Kline closingAt(Kline kline, long closeTime) {
        return TestKlines.kline(
                kline.symbol(),
                kline.interval(),
                kline.eventTime(),
                kline.openTime(),
                closeTime,
                kline.firstTradeId(),
                kline.lastTradeId(),
                kline.candle().open(),
                kline.candle().high(),
                kline.candle().low(),
                kline.candle().close(),
                kline.candle().volume(),
                kline.candle().quoteVolume(),
                kline.candle().takerBuyVolume(),
                kline.candle().takerBuyQuoteVolume(),
                kline.trades(),
                kline.closed(),
                kline.source());
    }
}
