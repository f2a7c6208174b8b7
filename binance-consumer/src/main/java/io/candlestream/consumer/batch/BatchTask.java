package io.candlestream.consumer.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What an executor does with one topic partition's share of a batch, in one pass; its only result is a {@link BatchTally}.
 *
 * @param flows what may come, by topic
 * @param consumedAt when the batch was taken up, in epoch milliseconds
 * @param bufferRows how many rows are gathered before they are written
 */
record BatchTask(Map<String, Flow<?>> flows, long consumedAt, int bufferRows)
        implements FlatMapFunction<Iterator<InternalRow>, BatchTally> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<BatchTally> call(Iterator<InternalRow> records) throws InterruptedException {
        Map<UTF8String, TaskPass<?>> passes = new HashMap<>();
        try {
            while (records.hasNext()) {
                InternalRow record = records.next();
                pass(SourceRecord.topicOf(record), passes).take(record);
            }
            List<BatchTally> tallies = new ArrayList<>();
            for (TaskPass<?> pass : passes.values()) {
                tallies.add(pass.finish());
            }
            return tallies.iterator();
        } finally {
            passes.values().forEach(TaskPass::close);
        }
    }

    private TaskPass<?> pass(UTF8String topic, Map<UTF8String, TaskPass<?>> passes) {
        TaskPass<?> known = passes.get(topic);
        if (known != null) {
            return known;
        }
        TaskPass<?> opened = flows.get(topic.toString()).open(consumedAt, bufferRows);
        passes.put(topic.copy(), opened); // Spark overwrites what a row holds with the next one
        return opened;
    }
}
