package io.candlestream.consumer.stream;

import io.candlestream.schema.SlidingWindows;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Rows that are made of all updates of a topic, not of the newest ones alone: one for each window of time. The windows that may still change are
 * kept on the heap, and made again of the topic where they are lost: an update may be added any number of times, in any order.
 *
 * @param <U> an update
 * @param <R> what a window is stored as; its version grows with what the window knows
 */
public interface WindowStream<U extends Row, R extends Row> extends Derived<R> {
    /** By so much the producer's clock may be before the exchange's. */
    Duration CLOCKS = Duration.ofMinutes(1);

    /** The stream of the updates. */
    StreamType<U> updates();

    /** How long a window is, and how long after one the next begins. */
    SlidingWindows time();

    /** How long after its end, by the updates' own time, a window takes more of them. */
    Duration lateness();

    /** What must stay the same as long as a checkpoint is used. */
    default Map<String, String> facts() {
        return Map.of("window", time().code());
    }

    /** Whose windows {@code update} changes, for messages. */
    String asset(U update);

    /** By which {@code update} belongs to windows, epoch milliseconds. */
    long time(U update);

    /** The windows that are open when a record is published have no updates that were published so long before. */
    default Duration reach() {
        return time().length().longest().plus(lateness()).plus(CLOCKS);
    }

    /** No windows, for the updates of one partition of the topic. */
    Windows<U, R> open();

    /** The open windows of one partition of the topic, for one thread at a time. */
    interface Windows<U extends Row, R extends Row> {
        /**
         * Takes an update into its windows that are not closed; returns where those begin that are, or that are known in part alone, in epoch
         * milliseconds.
         */
        List<Long> add(U update);

        /** Of windows that begin within a day before {@code time}, epoch milliseconds, some updates may not be known. */
        void knowFrom(long time);

        /** The rows of windows that took an update since {@link #settle}, those of one partition key side by side, oldest first. */
        Collection<List<R>> changed();

        /** What has changed is stored: forgets the windows that are over. */
        void settle();

        /** How many windows are open. */
        int size();
    }
}
