package io.candlestream.consumer.sink.cassandra;

import java.util.function.ToIntFunction;

/**
 * How much may be on its way at once.
 *
 * @param most the sum of the weights, at most
 * @param weigher how much of it an item takes up
 */
record InFlight<T>(int most, ToIntFunction<T> weigher) {
    /** At least one; at most everything, so that an item that is heavier travels alone. */
    int weight(T item) {
        return Math.min(most, Math.max(1, weigher.applyAsInt(item)));
    }
}
