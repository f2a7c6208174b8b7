package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a gap; an event of the stream of gaps.
 *
 * @param at since when it is so, epoch milliseconds
 * @param source of the events with which it was healed
 */
record GapReport(Gap gap, State state, long at, Optional<EventSource> source) implements Event {
    /** What a repair reports, which asks the exchange. */
    GapReport(Gap gap, State state, long at) {
        this(gap, state, at, state == State.HEALED ? Optional.of(EventSource.REST) : Optional.empty());
    }

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

    /** Whether the consumer asks for what it lost, and not a producer reports: it leaves the end open. */
    boolean isRequest() {
        return state == State.OPEN && gap.cause() == Cause.LOSS && gap.times().isEmpty() && gap.to() == Gap.NO_END;
    }

    /** The same about a gap whose row is another one. */
    GapReport of(Gap other) {
        return new GapReport(other, state, at, source);
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
