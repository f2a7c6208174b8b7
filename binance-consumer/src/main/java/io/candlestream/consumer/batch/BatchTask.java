package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What an executor does with its share of a batch, in one pass: gives each record to each {@link TopicShare} of its topic.
 * Its only result is a {@link BatchResult} for each stream that had records.
 *
 * @param pipelines what may come, by topic
 * @param consumedAt when the batch was taken up, in epoch milliseconds
 * @param bufferRows how many rows of a stream are gathered before they are written
 * @param ranges of the partitions' offsets
 * @param toCome of records that tell of a time to come the offsets, by partition
 * @param run tells what was kept of batches since one start of the query from what was of another: in between the topic may have been made again
 */
record BatchTask(
        Map<String, List<TopicPipeline>> pipelines,
        long consumedAt,
        int bufferRows,
        BatchRanges ranges,
        Map<SourcePartition, List<Long>> toCome,
        String run)
        implements FlatMapFunction<Iterator<InternalRow>, BatchResult> {
    @Override
    public Iterator<BatchResult> call(Iterator<InternalRow> records) throws InterruptedException {
        Map<UTF8String, List<TopicShare>> shares = new HashMap<>();
        try {
            while (records.hasNext()) {
                InternalRow record = records.next();
                for (TopicShare share : shares(SourceRecord.topicOf(record), shares)) {
                    share.take(record);
                }
            }
            List<BatchResult> results = new ArrayList<>();
            for (List<TopicShare> some : shares.values()) {
                for (TopicShare share : some) {
                    results.addAll(share.finish());
                }
            }
            return results.iterator();
        } finally {
            shares.values().forEach(some -> some.forEach(TopicShare::close));
        }
    }

    private List<TopicShare> shares(UTF8String topic, Map<UTF8String, List<TopicShare>> shares) {
        List<TopicShare> known = shares.get(topic);
        if (known != null) {
            return known;
        }
        List<TopicShare> opened = new ArrayList<>();
        shares.put(topic.copy(), opened); // Spark overwrites what a row holds with the next one
        pipelines.get(topic.toString()).forEach(pipeline -> opened.add(pipeline.open(this)));
        return opened;
    }
}
