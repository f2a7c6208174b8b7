package io.candlestream.ingest.channel;

import io.candlestream.history.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The past events of one channel, as the venue still has them, by their positions: times in epoch milliseconds on a grid, ids where
 * events are numbered. What is not said otherwise here fits numbered events.
 */
public interface EventHistory<E extends Event> {
    /** Where the place of a grid begins in which {@code time} lies. */
    default long start(long time) {
        return time;
    }

    /** The position that follows {@code position}. */
    default long end(long position) {
        return position + 1;
    }

    /** How many events can be missing between the two positions. */
    default int places(long from, long to) {
        return (int) Math.min(Integer.MAX_VALUE, to - from);
    }

    /**
     * A position that has passed by the venue's clock; it is asked unless {@code wanted} is known to have passed, as that of an
     * event is that was followed by another.
     */
    default long passed(long wanted) throws RestException, InterruptedException {
        return Long.MAX_VALUE;
    }

    /**
     * What of {@code gap} is to be fetched, by this channel's own positions. A gap between two times ({@link Gap#times} is empty) is what
     * the consumer asks for, whatever the stream; its times have to stay. What is longer ago than {@code bound} stays a gap. What this
     * returns it returns again.
     */
    default Gap placed(Gap gap, Duration bound) throws RestException, InterruptedException {
        return gap;
    }

    /** The events of the first part of {@code gap} from {@code from} on; a part fits into memory. */
    Part<E> read(Gap gap, long from) throws RestException, InterruptedException;

    /** Whether something else proves that there are events in {@code gap}, which the venue has told none of. */
    default boolean isContradicted(Gap gap) throws RestException, InterruptedException {
        return false;
    }

    /** The newest event of {@code symbol}; empty when the venue tells none, and where the time alone says what is over. */
    default Optional<Newest> newest(String symbol) throws RestException, InterruptedException {
        return Optional.empty();
    }

    /** That the venue refuses requests and until when; empty when it does not. */
    Optional<String> resting();

    /**
     * The newest event of a symbol.
     *
     * @param time when it was made, epoch milliseconds
     */
    record Newest(long position, long time) {}

    /**
     * A part of a gap.
     *
     * @param events those that the venue has, oldest first
     * @param ranges the whole part in order: where there are events and where there are none
     * @param refused how many events it told that cannot be
     */
    record Part<E extends Event>(List<E> events, List<Range> ranges, int refused) {}

    /**
     * A stretch of a part.
     *
     * @param found whether the venue has its events
     * @param places how many they are, or could be
     * @param times as {@link Gap#times}; empty where those of the gap will do
     */
    record Range(long from, long to, boolean found, int places, Optional<Gap.Times> times) {
        /** One of a grid. */
        public Range(long from, long to, boolean found, int places) {
            this(from, to, found, places, Optional.empty());
        }

        /** This range and the one that begins at its end. */
        public Range joinedWith(Range next) {
            Optional<Gap.Times> both =
                    times.flatMap(own -> next.times.map(other -> new Gap.Times(own.from(), other.to())));
            return new Range(from, next.to, found, places + next.places, both);
        }
    }
}
