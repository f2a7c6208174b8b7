package io.candlestream.ingest.channel;

import io.candlestream.history.RestException;
import java.util.List;
import java.util.Optional;

/**
 * The past events of one channel, as the venue still has them. Places are where an event can stand: on a grid each is as
 * long as its interval, without one a place is a millisecond. All times are epoch milliseconds.
 */
public interface EventHistory<E extends Event> {
    /** Where the place begins in which {@code time} lies. */
    long start(long time);

    /** One place later than {@code time}: where the place ends that begins there. */
    long end(long time);

    /** How many events can be missing between the two times. */
    int places(long from, long to);

    /** A time that has passed by the venue's clock; it is asked unless {@code wanted} is known to have passed. */
    long passed(long wanted) throws RestException, InterruptedException;

    /** The events of the first part of {@code gap} from {@code from} on; a part fits into memory. */
    Part<E> read(Gap gap, long from) throws RestException, InterruptedException;

    /** Whether something else proves that there are events in {@code gap}, which the venue has told none of. */
    boolean isContradicted(Gap gap) throws RestException, InterruptedException;

    /** That the venue asks for rest and until when; empty when it does not. */
    Optional<String> resting();

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
     */
    record Range(long from, long to, boolean found, int places) {}
}
