package io.candlestream.consumer.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * How often a query's writes to one sink had to be tried again, as the tasks count it in an accumulator: an executor's
 * heartbeat brings its value every few seconds, so that the driver knows of an outage in which no task ends. On Spark's one
 * thread for listeners.
 */
public final class WriteRetries extends SparkListener {
    private final String query;
    private final String sink;
    private final String accumulator;
    private final ConsumerMetrics metrics;
    private final QueryHealth health;
    private final Map<Long, Long> countByTask = new HashMap<>();

    private WriteRetries(String query, String sink, ConsumerMetrics metrics, QueryHealth health) {
        this.query = query;
        this.sink = sink;
        this.accumulator = "candlestream write retries of " + query + " to " + sink;
        this.metrics = metrics;
        this.health = health;
    }

    /** Begins to listen; the tasks count in what is returned. */
    public static LongAccumulator listen(
            SparkSession spark, String query, String sink, ConsumerMetrics metrics, QueryHealth health) {
        WriteRetries retries = new WriteRetries(query, sink, metrics, health);
        spark.sparkContext().addSparkListener(retries);
        return spark.sparkContext().longAccumulator(retries.accumulator);
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        JavaConverters.seqAsJavaList(heartbeat.accumUpdates()).forEach(task -> {
            if (grown((Long) task._1(), task._4())) {
                health.retries(sink);
            }
        });
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        long task = end.taskInfo().taskId();
        boolean grown = grown(task, end.taskInfo().accumulables());
        boolean failedBefore = countByTask.remove(task) != null;
        if (end.taskInfo().successful() && (grown || failedBefore)) {
            health.stored();
        }
    }

    /** Counts what the task adds, and says whether there was any. */
    private boolean grown(long task, Seq<AccumulableInfo> values) {
        boolean grown = false;
        for (AccumulableInfo value : JavaConverters.seqAsJavaList(values)) {
            if (value.name().contains(accumulator) && value.update().isDefined()) {
                long count = (Long) value.update().get();
                long before = countByTask.getOrDefault(task, 0L);
                if (count > before) {
                    countByTask.put(task, count);
                    metrics.retries(query, sink).add(count - before);
                    grown = true;
                }
            }
        }
        return grown;
    }
}
