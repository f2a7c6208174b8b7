package io.candlestream.bench.load;

import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Which events of a stream are made, and what a table has to hold of them: the same workload always makes the same.
 *
 * @param <E> the stream's events
 */
public interface Workload<E extends Event> {
    /** The stream, by which the programs' settings name topic and table. */
    BenchStream stream();

    /** Makes the events from the first one on, without end; one thread's. */
    Supplier<E> events();

    /** When an event was collected, in epoch milliseconds: a function of the event, so that runs can be compared. */
    long collectedAt(E event);

    /** Writes the events as the producer does. */
    EventEncoder<E> encoder(Schema schema, String exchange);

    /** The largest number of events, up to {@code most}, after which nothing is half-done. */
    long whole(long most);

    /** How a table's rows are read. */
    StoredTable table();

    /** The rows that a table has to hold which took the first {@code events}, as {@link #whole} counts them. */
    TableDigest expected(long events);
}
