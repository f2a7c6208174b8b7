package io.candlestream.consumer.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads what a sink has stored of a stream, as far as its columns were asked for; for one thread. */
public interface StoredRanges extends AutoCloseable {
    /** A stored row, valid until the next one. */
    interface VersionedRow extends SinkReader.StoredRow {
        /** Its clustering key. */
        long clustering();

        /** The version with which it is stored: of two versions of a row the larger one is the newer one. */
        long version();

        /** The time in {@code column} as epoch milliseconds, empty when absent. */
        default OptionalLong millis(String column) {
            Optional<Instant> time = time(column);
            return time.isPresent() ? OptionalLong.of(time.get().toEpochMilli()) : OptionalLong.empty();
        }

        /** The number in {@code column}, empty when absent. */
        OptionalDouble number(String column);

        /** The number in {@code column} itself, where the sink holds more of it than {@link #number} is. */
        default Optional<Decimal> exact(String column) {
            return Optional.empty();
        }

        /** The number in {@code column} with all of its digits, empty when absent. */
        default Optional<Decimal> decimal(String column) {
            OptionalDouble number = number(column);
            return exact(column).or(() -> number.isPresent() ? Decimal.of(number.getAsDouble()) : Optional.empty());
        }

        /** What stands in {@code column}; false when absent. */
        boolean flag(String column);
    }

    /** Takes rows one after the other. */
    interface Visitor {
        void visit(VersionedRow row) throws InterruptedException;
    }

    /**
     * Hands over the rows of a partition key from one clustering key to another, both included, oldest first, as they are stored now.
     *
     * @param partition as {@link RowLayout#keyValues} takes it
     * @throws io.candlestream.runtime.settings.FatalException when they cannot be read
     */
    void read(String partition, long from, long to, Visitor visitor) throws InterruptedException;

    /**
     * The partition keys of which there are rows; dear where there are many files.
     *
     * @throws io.candlestream.runtime.settings.FatalException when they cannot be read
     */
    List<String> partitions() throws InterruptedException;

    /** Says that this will be read soon, so that it may be under way by then. */
    default void announce(String partition, long from, long to) {}

    @Override
    void close();
}
