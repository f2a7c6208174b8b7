package io.candlestream.ingest.channel;

import io.candlestream.ingest.publish.TopicTail;
import java.util.OptionalLong;

/** What the newest records of a topic tell of the run before this one. */
public interface TopicTailState extends TopicTail.Reader {
    /** Whether older records of {@code symbol} are of no interest. */
    boolean hasEnough(String symbol);

    /** How many records say nothing since they are from later than now. */
    int fromTheFuture();

    /**
     * Lets the continuity of {@code symbol} go on where that run stopped.
     *
     * @param bound what was over at this time may stay missing; epoch milliseconds
     * @return the time of the newest event of the symbol; empty when none was found, and nothing goes on
     */
    OptionalLong resume(String symbol, long bound);

    /**
     * Lets the continuity of {@code symbol}, of which not enough was found though the topic has older records than were read, go on from the
     * oldest live event that was found of any symbol, or from {@code bound}: what was made from then until its own first one that was found
     * is missing, if anything was. Comes before {@link #resume}.
     *
     * @param bound what was over at this time may stay missing; epoch milliseconds
     * @param now the exchange's time, epoch milliseconds
     * @return from when on it is looked for
     */
    long resumeUnseen(String symbol, long bound, long now);
}
