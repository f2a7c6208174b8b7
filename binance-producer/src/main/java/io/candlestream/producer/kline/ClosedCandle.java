package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.CandleValues;
import io.candlestream.schema.Interval;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/**
 * Whether a closing update can be a candle at all. The consumer makes a dead letter of one that cannot, so it must not count
 * as closed here: its place stays open until it is healed.
 */
final class ClosedCandle {
    private static final String ABSENT = "0";

    private ClosedCandle() {}

    /** Whether {@code kline} may be a closed candle. */
    static boolean isPossible(Kline kline) {
        return isPossible(kline.candle(), kline.candle().closeTime());
    }

    /** The same of one of the past, which may close with the open of the next. */
    static boolean isPossible(Candle candle) {
        return isPossible(candle, candle.closeTime() - 1);
    }

    private static boolean isPossible(Candle candle, long closeTime) {
        return CandleTimes.closesWithin(candle.interval(), candle.openTime(), closeTime)
                && new CandleValues(
                                Double.parseDouble(candle.open()),
                                Double.parseDouble(candle.high()),
                                Double.parseDouble(candle.low()),
                                Double.parseDouble(candle.close()),
                                Double.parseDouble(candle.volume()),
                                Double.parseDouble(candle.quoteVolume()),
                                Double.parseDouble(candle.takerBuyVolume()),
                                Double.parseDouble(candle.takerBuyQuoteVolume()),
                                candle.trades())
                        .contradiction()
                        .isEmpty();
    }

    /**
     * Whether a record of the topic may be one.
     *
     * @param record its fields, all texts
     */
    static boolean isPossible(Map<String, String> record, Interval interval, long openTime) {
        try {
            long closeTime = Instant.parse(record.get("close_time")).toEpochMilli();
            return CandleTimes.closesWithin(interval, openTime, closeTime)
                    && new CandleValues(
                                    Double.parseDouble(record.get("open")),
                                    Double.parseDouble(record.get("high")),
                                    Double.parseDouble(record.get("low")),
                                    Double.parseDouble(record.get("close")),
                                    Double.parseDouble(record.get("volume")),
                                    Double.parseDouble(record.get("quote_volume")),
                                    optional(record, "taker_buy_volume"),
                                    optional(record, "taker_buy_quote_volume"),
                                    Long.parseLong(record.get("trades")))
                            .contradiction()
                            .isEmpty();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return false;
        }
    }

    /** A schema may do without it, and a record leave it empty. */
    private static double optional(Map<String, String> record, String field) {
        String text = record.getOrDefault(field, ABSENT);
        return Double.parseDouble(text.isEmpty() ? ABSENT : text);
    }
}
