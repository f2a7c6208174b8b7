package io.candlestream.consumer.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each executor that a cluster gives and takes; the tasks of one that is lost are done again elsewhere. */
final class ExecutorLog extends SparkListener {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLog.class);

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        LOG.info(
                "Executor {} at {} joined with {} cores",
                added.executorId(),
                added.executorInfo().executorHost(),
                added.executorInfo().totalCores());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        LOG.warn(
                "Executor {} was lost: {}",
                removed.executorId(),
                removed.reason().lines().findFirst().orElse("no reason given"));
    }
}
