package io.candlestream.simulator.market;

import java.util.stream.IntStream;

/** How busy the hours of the week are: most from 14 to 17 UTC, when America trades, and less at the weekend. */
final class Session {
    private static final int MINUTES = 24 * 60;
    private static final long MINUTE_MILLIS = 60_000;
    private static final double WEEKEND = -0.25;
    private static final double WEEKDAY = 0.1;
    /** Whole days from 1970-01-01, a Thursday, to the first Saturday. */
    private static final int FIRST_SATURDAY = 2;

    private static final double[] BY_MINUTE = IntStream.range(0, MINUTES)
            .mapToDouble(minute -> StrictMath.log(busy(minute / 60.0)) - 0.05)
            .toArray();

    private Session() {}

    /** The logarithm of how busy the minute of {@code time} (epoch milliseconds) is; 0 on average. */
    static double logActivity(long time) {
        long minute = Math.floorDiv(time, MINUTE_MILLIS);
        long dayOfWeek = Math.floorMod(Math.floorDiv(minute, MINUTES) - FIRST_SATURDAY, 7);
        return BY_MINUTE[Math.floorMod(minute, MINUTES)] + (dayOfWeek < 2 ? WEEKEND : WEEKDAY);
    }

    private static double busy(double hour) {
        return 0.78 + peak(hour, 15.4, 2.2, 1.2) + peak(hour, 8.5, 1.5, 0.15) + peak(hour, 0.5, 1.2, 0.25);
    }

    /** A bell over the hours around {@code top}, over midnight as well. */
    private static double peak(double hour, double top, double width, double height) {
        double away = Math.abs(hour - top);
        double hours = Math.min(away, 24 - away) / width;
        return height * StrictMath.exp(-hours * hours / 2);
    }
}
