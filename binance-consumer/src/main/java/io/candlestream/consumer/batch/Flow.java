package io.candlestream.consumer.batch;

import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.row.TableRow;
import java.io.Serializable;

/**
 * The way of one topic's records: what they are and where they go.
 *
 * @param consoleRows how many rows of a batch come back for the console, 0 without one
 */
public record Flow<R extends TableRow>(String topic, RowKind<R> kind, Outlets<R> outlets, int consoleRows)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** A task's share of this flow; {@code consumedAt} and {@code bufferRows} as in {@link BatchTask}. */
    TaskPass<R> open(long consumedAt, int bufferRows) {
        return new TaskPass<>(this, consumedAt, bufferRows);
    }
}
