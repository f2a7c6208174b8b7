package io.candlestream.derive.features;

import java.util.Arrays;

/** The log returns of one asset's stored candles, oldest first, as far as they lie in a window of time. For one thread. */
final class Returns {
    private static final int FIRST_ROOM = 64;

    private long[] openTime = new long[FIRST_ROOM];
    /** From the candle before; its first one has none. */
    private double[] logReturn = new double[FIRST_ROOM];

    private long[] knownAt = new long[FIRST_ROOM];
    /** Of each candle how far its version is above its open time, microseconds. */
    private long[] rank = new long[FIRST_ROOM];

    /** The oldest one that counts. */
    private int first;

    private int end;
    private double newest = Double.NaN;

    /** A candle behind those that are there. */
    void add(long time, double price, long known, long version) {
        if (end > 0 && time <= openTime[end - 1]) {
            throw new IllegalArgumentException(
                    "Cannot take candles that are not in order: " + time + " stands behind " + openTime[end - 1]);
        }
        if (end == openTime.length) {
            makeRoom();
        }
        openTime[end] = time;
        logReturn[end] = Windows.log(price, newest);
        newest = price;
        knownAt[end] = known;
        rank[end] = Windows.rank(time, version);
        end++;
    }

    /** By leaving out what counts no more, or by growing where that is less than half. */
    private void makeRoom() {
        int room = size() > end / 2 ? 2 * end : end;
        openTime = Arrays.copyOf(Arrays.copyOfRange(openTime, first, end), room);
        logReturn = Arrays.copyOf(Arrays.copyOfRange(logReturn, first, end), room);
        knownAt = Arrays.copyOf(Arrays.copyOfRange(knownAt, first, end), room);
        rank = Arrays.copyOf(Arrays.copyOfRange(rank, first, end), room);
        end -= first;
        first = 0;
    }

    /** Those that open before {@code time} count no more. */
    void forgetBefore(long time) {
        while (first < end && openTime[first] < time) {
            first++;
        }
    }

    /** How many count. */
    int size() {
        return end - first;
    }

    /** When the one opens that is so many before the newest; it has to count. */
    long openTime(int back) {
        return openTime[end - 1 - back];
    }

    /** The last {@code count} log returns, oldest first; one candle more has to count. */
    double[] logReturns(int count) {
        return Arrays.copyOfRange(logReturn, end - count, end);
    }

    /** The latest time at which one of them was known, epoch milliseconds; 0 where none counts. */
    long knownAt() {
        return Arrays.stream(knownAt, first, end).max().orElse(0);
    }

    /** The sum of how far their versions are above their open times. */
    long ranks() {
        return Arrays.stream(rank, first, end).sum();
    }
}
