package io.candlestream.simulator.exchange;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * How the market's time goes on: at a {@link Pace}, not at all, or up to a moment and then no further. Any thread may change it; the
 * market's thread follows. Times are epoch milliseconds.
 */
final class Playback {
    private static final Duration NOT_DUE = Duration.ofDays(1);

    private final BooleanSupplier isHeard;
    private Pace pace;
    private boolean paused;
    /** Whether it stands still at full speed while nobody listens. */
    private boolean onlyHeard;

    /** The market's time while it is paused. */
    private long stands;
    /** Up to when it goes on while it is paused. */
    private OptionalLong stepEnd = OptionalLong.empty();

    private OptionalLong sought = OptionalLong.empty();

    /** @param isHeard whether anybody listens */
    Playback(Pace pace, BooleanSupplier isHeard) {
        this.pace = pace;
        this.isHeard = isHeard;
    }

    /** Ties the market's {@code time} to this moment. */
    synchronized void start(long time) {
        pace.start(time);
        stands = time;
        stepEnd = OptionalLong.empty();
    }

    /** The market's time; of a market at full speed, or in a step, only its events tell it. */
    synchronized long now() {
        return paused ? stands : pace.now();
    }

    /** How long until {@code eventTime} is due; zero or less when it is. A step ends when nothing more of it is due. */
    synchronized Duration until(long eventTime) {
        if (!paused) {
            return waits() ? NOT_DUE : pace.until(eventTime);
        }
        if (stepEnd.isPresent() && eventTime <= stepEnd.getAsLong()) {
            return Duration.ZERO;
        }
        stepEnd.ifPresent(end -> stands = end);
        stepEnd = OptionalLong.empty();
        return NOT_DUE;
    }

    /** @param now the market's time */
    synchronized void pause(long now) {
        if (!paused) {
            paused = true;
            stands = now;
        }
    }

    synchronized void onlyHeard() {
        onlyHeard = true;
    }

    synchronized void resume() {
        if (paused) {
            paused = false;
            pace.start(stepEnd.orElse(stands));
            stepEnd = OptionalLong.empty();
        }
    }

    /**
     * Goes on by {@code length} and then no further.
     *
     * @param now the market's time
     */
    synchronized void step(long now, Duration length) {
        pause(now);
        stepEnd = OptionalLong.of(stepEnd.orElse(stands) + length.toMillis());
    }

    /** @param now the market's time */
    synchronized void pace(long now, Pace other) {
        pace = other;
        pace.start(now);
    }

    synchronized void seek(long time) {
        sought = OptionalLong.of(time);
    }

    /** The moment that is sought, until the market has {@linkplain #arrived arrived} there. */
    synchronized OptionalLong sought() {
        return sought;
    }

    /** The market goes on at {@code time}; if another moment was sought meanwhile, the way there is still to come. */
    synchronized void arrived(long time) {
        start(time);
        if (sought.equals(OptionalLong.of(time))) {
            sought = OptionalLong.empty();
        }
    }

    synchronized boolean isSought() {
        return sought.isPresent();
    }

    synchronized String state() {
        if (!paused) {
            return waits() ? "waiting" : "playing";
        }
        return stepEnd.isPresent() ? "stepping" : "paused";
    }

    private boolean waits() {
        return onlyHeard && Double.isInfinite(pace.speed()) && !isHeard.getAsBoolean();
    }

    synchronized double speed() {
        return pace.speed();
    }
}
