package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.Gap;
import java.util.Locale;

/**
 * What became of a gap; an event of the stream of gaps.
 *
 * @param at since when it is so, epoch milliseconds
 */
record GapReport(Gap gap, State state, long at) implements Event {
    @Override
    public String symbol() {
        return gap.symbol();
    }

    @Override
    public long eventTime() {
        return at;
    }

    @Override
    public long time() {
        return gap.fromTime();
    }

    static GapReport found(Gap gap) {
        return new GapReport(gap, State.OPEN, gap.foundAt());
    }

    /** Whether this report replaces {@code other} about the same stretch: the rule by which the table is written. */
    boolean isNewerThan(GapReport other) {
        return at > other.at || (at == other.at && other.state == State.OPEN);
    }

    /** The lower-case name is the value of the record's field. */
    enum State {
        OPEN,
        /** The events were published. */
        HEALED,
        /** The exchange has none either. */
        EMPTY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
