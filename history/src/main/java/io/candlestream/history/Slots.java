package io.candlestream.history;

import io.candlestream.schema.Interval;

/** The places of the interval's grid, walked along: whether a candle could be between one that was reported and the next. */
final class Slots {
    private final Interval interval;
    private long next;

    /** @param from epoch milliseconds */
    Slots(Interval interval, long from) {
        this.interval = interval;
        this.next = interval.opensAt(from) ? from : interval.endOf(interval.openOf(from));
    }

    /** Whether a whole candle fits in before the one that opens at {@code open}; the exchange has some off the grid. */
    boolean hasRoomBefore(long open) {
        return open >= interval.endOf(next);
    }

    /** Whether a candle fits in that opens no later than {@code lastOpen} and is over at {@code passed}. */
    boolean hasRoom(long lastOpen, long passed) {
        return next <= lastOpen && interval.endOf(next) <= passed;
    }

    void take(long open) {
        next = interval.endOf(interval.opensAt(open) ? open : interval.openOf(open));
    }
}
