package io.candlestream.producer.gap;

import java.time.Duration;

/**
 * A stretch that the exchange is to be asked for; times by the clock of {@link System#nanoTime}.
 *
 * @param answers how many answers so far had none of its candles
 * @param since when the first of them came
 * @param due when to ask next
 * @param look 0 while it is a gap; else how often a stretch that is confirmed as empty is looked at again, this time included
 */
record Ask(Gap gap, int answers, long since, long due, int look) {
    /** How many answers have to agree that there are no candles. */
    private static final int ENOUGH = 3;

    static Ask first(Gap gap, long now) {
        return new Ask(gap, 0, now, now, 0);
    }

    boolean isLook() {
        return look > 0;
    }

    /** The same, for another stretch of it. */
    Ask of(Gap other) {
        return new Ask(other, answers, since, due, look);
    }

    Ask dueAt(long nanos) {
        return new Ask(gap, answers, since, nanos, look);
    }

    /** After one more answer without its candles, of which the next comes {@code pause} later. */
    Ask answered(long now, Duration pause) {
        return new Ask(gap, answers + 1, answers == 0 ? now : since, now + pause.toNanos(), look);
    }

    /** Whether one more answer without candles is enough, by number and by time. */
    boolean confirmedBy(long now, Duration confirm) {
        return answers + 1 >= ENOUGH && now - since >= confirm.toNanos();
    }
}
