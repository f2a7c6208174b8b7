package io.candlestream.consumer.batch;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** The records of one topic in a {@link BatchTask}. */
interface TopicShare extends AutoCloseable {
    /** Takes a record, which is valid until the next one. */
    void take(InternalRow record) throws InterruptedException;

    /** Returns when all sinks have what the records make. */
    List<BatchResult> finish() throws InterruptedException;

    @Override
    void close();
}
