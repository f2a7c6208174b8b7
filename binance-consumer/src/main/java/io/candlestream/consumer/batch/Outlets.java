package io.candlestream.consumer.batch;

import io.candlestream.consumer.row.RowWriter;
import io.candlestream.consumer.row.TableRow;
import java.io.Serializable;
import java.util.function.Supplier;

/**
 * Where a task's rows and rejected records go: both are opened on the executor, by suppliers that travel there.
 *
 * @param rows opens the table
 * @param rejected opens the dead-letter topic; called only when a record is rejected
 */
public record Outlets<R extends TableRow>(Opener<RowWriter<R>> rows, Opener<DeadLetters> rejected)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** A supplier that can be sent to an executor. */
    @FunctionalInterface
    public interface Opener<T> extends Supplier<T>, Serializable {}
}
