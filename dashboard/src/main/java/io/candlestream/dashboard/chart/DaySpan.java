package io.candlestream.dashboard.chart;

import io.candlestream.schema.Interval;
import java.time.Duration;

/**
 * How far back the list of assets looks, and in which steps: a day, less where its candles would be too many to read, more
 * where they would be too few to see.
 *
 * @param millis how far it looks back
 * @param stepMillis the length of one point of its lines
 * @param mostRows so many candles are in it at most
 */
public record DaySpan(long millis, long stepMillis, int mostRows) {
    private static final int MOST_CANDLES = 1440;
    private static final int LEAST_CANDLES = 24;
    private static final int POINTS = 48;

    static DaySpan of(Interval interval) {
        long candle = interval.endOf(interval.openOf(0)) - interval.openOf(0);
        long day = Math.min(Duration.ofDays(1).toMillis(), MOST_CANDLES * candle);
        long millis = Math.max(day, LEAST_CANDLES * candle);
        long step = Math.max(candle, millis / POINTS);
        return new DaySpan(millis, step, Math.toIntExact((millis + step) / candle));
    }

    /** When the step of {@code time} begins. */
    long step(long time) {
        return time - Math.floorMod(time, stepMillis);
    }

    /** When the oldest step begins that counts, given when the newest does. */
    long begin(long newestStep) {
        return newestStep + stepMillis - millis;
    }
}
