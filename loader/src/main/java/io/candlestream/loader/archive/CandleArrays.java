package io.candlestream.loader.archive;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The candles of one symbol and month, oldest first, as arrays: millions of them are no objects. Times are epoch
 * milliseconds.
 */
public final class CandleArrays {
    /** How many values a candle has, in the order of the constants below. */
    public static final int VALUES = 8;

    public static final int OPEN = 0;
    public static final int HIGH = 1;
    public static final int LOW = 2;
    public static final int CLOSE = 3;
    public static final int VOLUME = 4;
    public static final int QUOTE_VOLUME = 5;
    public static final int TAKER_BUY_VOLUME = 6;
    public static final int TAKER_BUY_QUOTE_VOLUME = 7;

    private int size;
    private long[] openTimes;
    private long[] closeTimes;
    private long[] eventTimes;
    private double[] values;
    private int[] trades;
    /** Where in {@link #values} the numbers stand that are kept exactly, ascending; what is behind the last one is not filled. */
    private int[] exactPlaces = new int[0];

    private BigDecimal[] exactNumbers = new BigDecimal[0];
    private int exacts;

    /** @param room for so many without growing */
    CandleArrays(int room) {
        openTimes = new long[room];
        closeTimes = new long[room];
        eventTimes = new long[room];
        values = new double[room * VALUES];
        trades = new int[room];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    public long openTime(int candle) {
        return openTimes[candle];
    }

    public long closeTime(int candle) {
        return closeTimes[candle];
    }

    /** When the archive told it: when its file was made, never before the close. */
    public long eventTime(int candle) {
        return eventTimes[candle];
    }

    public double value(int candle, int which) {
        return values[candle * VALUES + which];
    }

    /** The number as the file has it, where it may have more digits than {@link #value} holds; empty where that is the number. */
    public Optional<BigDecimal> exact(int candle, int which) {
        int found = Arrays.binarySearch(exactPlaces, 0, exacts, candle * VALUES + which);
        return found < 0 ? Optional.empty() : Optional.of(exactNumbers[found]);
    }

    /** Whether {@link #exact} has any number of a candle. */
    public boolean hasExact(int candle) {
        int found = Arrays.binarySearch(exactPlaces, 0, exacts, candle * VALUES);
        return found >= 0 || (-found - 1 < exacts && exactPlaces[-found - 1] < (candle + 1) * VALUES);
    }

    public int trades(int candle) {
        return trades[candle];
    }

    /** @param row the values, in their order */
    void add(long openTime, long closeTime, long eventTime, double[] row, int count) {
        if (size == openTimes.length) {
            grow();
        }
        openTimes[size] = openTime;
        closeTimes[size] = closeTime;
        eventTimes[size] = eventTime;
        System.arraycopy(row, 0, values, size * VALUES, VALUES);
        trades[size] = count;
        size++;
    }

    /** Keeps a number of the candle that was added last; those of a candle come in their order. */
    void keepExact(int which, BigDecimal number) {
        if (exacts == exactPlaces.length) {
            int room = Math.max(16, exacts + exacts / 2);
            exactPlaces = Arrays.copyOf(exactPlaces, room);
            exactNumbers = Arrays.copyOf(exactNumbers, room);
        }
        exactPlaces[exacts] = (size - 1) * VALUES + which;
        exactNumbers[exacts++] = number;
    }

    private void grow() {
        int room = Math.max(16, size + size / 2);
        openTimes = Arrays.copyOf(openTimes, room);
        closeTimes = Arrays.copyOf(closeTimes, room);
        eventTimes = Arrays.copyOf(eventTimes, room);
        values = Arrays.copyOf(values, room * VALUES);
        trades = Arrays.copyOf(trades, room);
    }

    /** Adds one of {@code other}. */
    void add(CandleArrays other, int candle) {
        double[] row = Arrays.copyOfRange(other.values, candle * VALUES, (candle + 1) * VALUES);
        add(other.openTimes[candle], other.closeTimes[candle], other.eventTimes[candle], row, other.trades[candle]);
        for (int which = 0; which < VALUES; which++) {
            int kept = which;
            other.exact(candle, which).ifPresent(number -> keepExact(kept, number));
        }
    }

    /** Whether one of these tells the same as one of {@code other}, whenever it told it. */
    boolean tellsTheSame(int candle, CandleArrays other, int otherCandle) {
        return closeTimes[candle] == other.closeTimes[otherCandle]
                && trades[candle] == other.trades[otherCandle]
                && Arrays.equals(
                        values,
                        candle * VALUES,
                        (candle + 1) * VALUES,
                        other.values,
                        otherCandle * VALUES,
                        (otherCandle + 1) * VALUES)
                && IntStream.range(0, VALUES)
                        .allMatch(which -> exact(candle, which).equals(other.exact(otherCandle, which)));
    }
}
