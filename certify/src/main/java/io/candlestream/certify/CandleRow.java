package io.candlestream.certify;

import io.candlestream.certify.hash.HashedBytes;
import java.util.List;

/**
 * A closed candle of a store, which fills the same one again and again: a year has too many for an object each. What is absent is
 * {@link #ABSENT} or NaN.
 */
public final class CandleRow {
    /** A whole number or a time that is absent. */
    public static final long ABSENT = HashedBytes.ABSENT;

    /** The columns of {@link #numbers}, in the order in which they are hashed. */
    public static final List<String> NUMBERS = List.of(
            "open", "high", "low", "close", "volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume");

    /** Prices and volumes, in the order of {@link #NUMBERS}. */
    public final double[] numbers = new double[NUMBERS.size()];

    private long openTime;
    private long closeTime;
    private long trades;
    private long firstTradeId;
    private long lastTradeId;

    /** All but the numbers; times in epoch milliseconds. */
    public void set(long open, long close, long tradeCount, long firstId, long lastId) {
        openTime = open;
        closeTime = close;
        trades = tradeCount;
        firstTradeId = firstId;
        lastTradeId = lastId;
    }

    long openTime() {
        return openTime;
    }

    long trades() {
        return trades;
    }

    long firstTradeId() {
        return firstTradeId;
    }

    long lastTradeId() {
        return lastTradeId;
    }

    /** Whether the bytes of both are the same. */
    public boolean saysTheSame(CandleRow other) {
        boolean same = openTime == other.openTime && closeTime == other.closeTime && trades == other.trades;
        for (int i = 0; i < numbers.length; i++) {
            boolean absent = Double.isNaN(numbers[i]) && Double.isNaN(other.numbers[i]);
            same &= absent || numbers[i] == other.numbers[i];
        }
        return same;
    }

    void writeTo(HashedBytes bytes) {
        bytes.key(openTime).whole(closeTime);
        for (double number : numbers) {
            bytes.number(number);
        }
        bytes.whole(trades);
    }
}
