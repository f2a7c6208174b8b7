package io.candlestream.derive.metrics;

/**
 * A window of time, whose metrics are those of the set of its updates: one that came before changes nothing when it comes again, and none
 * depends on the order.
 */
public interface TimeWindow<U> {
    /** Takes an update of the window. */
    void add(U update);

    /**
     * Of two computations of the window the one with the larger version knew more records, or as many and better ones. It is below any
     * clock's microseconds; equal numbers of different records differ in their hash.
     */
    long version();
}
