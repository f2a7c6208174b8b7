package io.candlestream.ingest.channel;

import java.util.List;

/**
 * What is known and what is missing of one symbol's events: it sees every event and the exchange's time, and names the
 * stretches that stay missing. Any thread may call it. Times {@code nanos} are by the clock of {@link System#nanoTime}.
 */
public interface Continuity<E extends Event> {
    void take(E event, long nanos);

    /** The stream was interrupted: what is missing from now on is missing for that reason. */
    void interrupt();

    /**
     * Notes all that is over by the exchange's time {@code now}, epoch milliseconds, and did not come; nothing where only the next
     * event can tell.
     */
    default void expect(long now, long nanos) {}

    /** Whether only the next event can tell what is missing, since none has come after an interruption. */
    default boolean isInDoubt() {
        return false;
    }

    /** While it is in doubt: notes all up to the venue's newest event that did not come. */
    default void expect(EventHistory.Newest newest, long nanos) {}

    /** What is between these positions is not missing, or not any more; the end excluded. */
    void settle(long from, long to);

    /** The stretches that were noted before {@code nanos}, oldest first; they are not named again. */
    List<Gap> overdue(long nanos, long wallTime);
}
