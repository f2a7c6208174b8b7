package io.candlestream.consumer.meter;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * How often writes had to be tried again, told by the tasks in an accumulator: an executor's heartbeat brings its value
 * every few seconds, so that the driver hears of an outage in which no task ends. On Spark's one thread for listeners.
 */
public final class WriteRetries extends SparkListener {
    private static final String NAME = "candlestream write retries";

    private final ConsumerMeters meters;
    private final ConsumerHealth health;
    private final Map<Long, Long> countByTask = new HashMap<>();

    private WriteRetries(ConsumerMeters meters, ConsumerHealth health) {
        this.meters = meters;
        this.health = health;
    }

    /** Begins to listen; the tasks count in what is returned. */
    public static LongAccumulator listen(SparkSession spark, ConsumerMeters meters, ConsumerHealth health) {
        spark.sparkContext().addSparkListener(new WriteRetries(meters, health));
        return spark.sparkContext().longAccumulator(NAME);
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        Iterator<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> tasks =
                heartbeat.accumUpdates().iterator();
        while (tasks.hasNext()) {
            Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task = tasks.next();
            if (grown((Long) task._1(), task._4().iterator())) {
                health.retries();
            }
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        long task = end.taskInfo().taskId();
        boolean grown = grown(task, end.taskInfo().accumulables().iterator());
        boolean failedBefore = countByTask.remove(task) != null;
        if (end.taskInfo().successful() && (grown || failedBefore)) {
            health.stored();
        }
    }

    /** Counts what the task tells anew, and says whether there was any. */
    private boolean grown(long task, Iterator<AccumulableInfo> values) {
        boolean grown = false;
        while (values.hasNext()) {
            AccumulableInfo value = values.next();
            if (value.name().contains(NAME) && value.update().isDefined()) {
                long count = (Long) value.update().get();
                long before = countByTask.getOrDefault(task, 0L);
                if (count > before) {
                    countByTask.put(task, count);
                    meters.retried(count - before);
                    grown = true;
                }
            }
        }
        return grown;
    }
}
