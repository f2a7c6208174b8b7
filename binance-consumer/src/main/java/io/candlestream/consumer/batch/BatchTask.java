package io.candlestream.consumer.batch;

import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.row.RowWriter;
import io.candlestream.consumer.row.TableRow;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What an executor does with one topic partition's share of a batch, in one pass; its only result is a {@link BatchTally}.
 *
 * @param consumedAt when the batch was taken up, in epoch milliseconds
 * @param bufferRows how many rows are gathered before they are written
 * @param consoleRows how many rows come back for the console, 0 without one
 */
record BatchTask<R extends TableRow>(
        RowKind<R> kind, Outlets<R> outlets, long consumedAt, int bufferRows, int consoleRows)
        implements FlatMapFunction<Iterator<InternalRow>, BatchTally> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<BatchTally> call(Iterator<InternalRow> records) throws InterruptedException {
        try (RowWriter<R> writer = outlets.rows().get()) {
            TaskPass<R> pass = new TaskPass<>(this, writer);
            while (records.hasNext()) {
                pass.take(SourceRecord.of(records.next()));
            }
            return List.of(pass.finish()).iterator();
        }
    }
}
