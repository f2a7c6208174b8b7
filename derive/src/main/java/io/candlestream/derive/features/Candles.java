package io.candlestream.derive.features;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Closed candles of one asset and interval as columns, oldest first. For one thread. */
public final class Candles {
    private static final int FIRST_ROOM = 1440;

    private long[] openTime = new long[FIRST_ROOM];
    double[] high = new double[FIRST_ROOM];
    double[] low = new double[FIRST_ROOM];
    double[] close = new double[FIRST_ROOM];
    double[] volume = new double[FIRST_ROOM];
    double[] quoteVolume = new double[FIRST_ROOM];
    double[] takerBuyVolume = new double[FIRST_ROOM];
    /** How many candles stand before each without a gap. */
    private int[] run = new int[FIRST_ROOM];

    private final LongUnaryOperator next;
    private int size;

    /** @param next when the candle opens that follows one which opens then, both in epoch milliseconds: another one comes behind a gap */
    public Candles(LongUnaryOperator next) {
        this.next = next;
    }

    /**
     * A candle behind those that are there.
     *
     * @param time when it opens, epoch milliseconds
     * @param volumeOfBase in the base asset, as is {@code takerBuys}
     * @param volumeOfQuote in the quote asset
     * @throws IllegalArgumentException when it is not later than the one before
     */
    public void add(
            long time,
            double highest,
            double lowest,
            double last,
            double volumeOfBase,
            double volumeOfQuote,
            double takerBuys) {
        if (size > 0 && time <= openTime[size - 1]) {
            throw new IllegalArgumentException(
                    "Cannot take candles that are not in order: " + time + " stands behind " + openTime[size - 1]);
        }
        if (size == openTime.length) {
            grow(2 * size);
        }
        openTime[size] = time;
        high[size] = highest;
        low[size] = lowest;
        close[size] = last;
        volume[size] = volumeOfBase;
        quoteVolume[size] = volumeOfQuote;
        takerBuyVolume[size] = takerBuys;
        run[size] = size > 0 && next.applyAsLong(openTime[size - 1]) == time ? run[size - 1] + 1 : 0;
        size++;
    }

    private void grow(int room) {
        openTime = Arrays.copyOf(openTime, room);
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
        close = Arrays.copyOf(close, room);
        volume = Arrays.copyOf(volume, room);
        quoteVolume = Arrays.copyOf(quoteVolume, room);
        takerBuyVolume = Arrays.copyOf(takerBuyVolume, room);
        run = Arrays.copyOf(run, room);
    }

    /** The last {@code count} of them, or all where there are fewer: all that a feature of the next one can need. */
    public Candles last(int count) {
        Candles last = new Candles(next);
        for (int i = Math.max(0, size - count); i < size; i++) {
            last.add(openTime[i], high[i], low[i], close[i], volume[i], quoteVolume[i], takerBuyVolume[i]);
        }
        return last;
    }

    public int size() {
        return size;
    }

    /** When the candle at {@code index} opens, epoch milliseconds. */
    public long openTime(int index) {
        return openTime[index];
    }

    /** How many candles stand before that at {@code index} without a gap. */
    public int run(int index) {
        return run[index];
    }
}
