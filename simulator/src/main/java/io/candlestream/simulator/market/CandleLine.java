package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;

/** The values of a candle behind its open time, as one line with commas: how candles are kept in memory and in files. */
final class CandleLine {
    static final String SEPARATOR = ",";
    /** How many values there are. */
    static final int VALUES = 12;

    private CandleLine() {}

    static String of(Candle candle) {
        return String.join(
                SEPARATOR,
                String.valueOf(candle.closeTime()),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.quoteVolume(),
                candle.takerBuyVolume(),
                candle.takerBuyQuoteVolume(),
                String.valueOf(candle.trades()),
                String.valueOf(candle.firstTradeId()),
                String.valueOf(candle.lastTradeId()));
    }

    /** The candle whose values are {@code fields}, from number {@code at} on. */
    static Candle parse(String symbol, Interval interval, long openTime, String[] fields, int at) {
        long closeTime = Long.parseLong(fields[at]);
        return new Candle(
                symbol,
                interval,
                openTime,
                closeTime,
                fields[at + 1],
                fields[at + 2],
                fields[at + 3],
                fields[at + 4],
                fields[at + 5],
                fields[at + 6],
                fields[at + 7],
                fields[at + 8],
                Long.parseLong(fields[at + 9]),
                Long.parseLong(fields[at + 10]),
                Long.parseLong(fields[at + 11]),
                closeTime);
    }
}
