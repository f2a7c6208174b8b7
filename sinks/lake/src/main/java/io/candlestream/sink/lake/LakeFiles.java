package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SourcePartition;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;

/**
 * The files that a task has written for one table.
 *
 * @param query whose batch it was: the id of its checkpoint
 * @param rows a sum over all rows that the task's stream brought, whether or not they went into this table
 * @param ends how far the batch reads the topic of the rows; empty where they are made of others
 */
record LakeFiles(String table, UUID query, long rows, List<DataFile> files, Map<SourcePartition, Long> ends)
        implements Serializable {
    private static final long serialVersionUID = 2;

    /** Of all tables of a stream. */
    record Result(List<LakeFiles> tables) implements SinkResult {
        private static final long serialVersionUID = 1;
    }
}
