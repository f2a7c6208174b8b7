package io.candlestream.simulator.exchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Maps the market's event time to the time of the wall: how fast {@link Exchange} plays. */
public final class Pace {
    private final double speed;
    private final LongSupplier nanos;
    private volatile long startEvent;
    private volatile long startNanos;

    /**
     * @param speed milliseconds of the market in a millisecond of the wall
     * @param nanos the wall's clock, as {@link System#nanoTime()}
     */
    Pace(double speed, LongSupplier nanos) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("Cannot play at speed " + speed + ": more than 0 is needed");
        }
        this.speed = speed;
        this.nanos = nanos;
    }

    /** {@code speed} times as fast as the exchange: at 60 a minute takes a second. */
    public static Pace times(double speed) {
        return new Pace(speed, System::nanoTime);
    }

    /**
     * The pace that a person calls {@code text}: how many times as fast as the exchange, or {@code max}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Pace of(String text) {
        try {
            return text.equals("max") ? fullSpeed() : times(Double.parseDouble(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot play at speed '" + text + "': a number above 0, such as 60, or max is needed", e);
        }
    }

    /** As fast as the slowest client reads. */
    public static Pace fullSpeed() {
        return times(Double.POSITIVE_INFINITY);
    }

    /** Milliseconds of the market in a millisecond of the wall; infinite at full speed. */
    double speed() {
        return speed;
    }

    /** Ties the event time (epoch milliseconds) to this moment. */
    void start(long eventTime) {
        startEvent = eventTime;
        startNanos = nanos.getAsLong();
    }

    /** How long until {@code eventTime} is due; zero or less when it is. */
    Duration until(long eventTime) {
        double due = (eventTime - startEvent) * 1e6 / speed;
        return Duration.ofNanos((long) due - elapsed());
    }

    /** The market's time at this moment, epoch milliseconds; stands still at full speed, where only events tell it. */
    long now() {
        return Double.isInfinite(speed) ? startEvent : startEvent + (long) (elapsed() * speed / 1e6);
    }

    private long elapsed() {
        return nanos.getAsLong() - startNanos;
    }
}
