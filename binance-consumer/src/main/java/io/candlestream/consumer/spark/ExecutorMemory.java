package io.candlestream.consumer.spark;

import io.candlestream.runtime.settings.SettingsException;
import org.apache.spark.SparkConf;

/**
 * The heap of an executor.
 *
 * @param megabytes as Spark reads {@code spark.executor.memory}
 */
record ExecutorMemory(String text, long megabytes) {
    /** Spark ends an executor that has less than 450 MB; what a collector keeps back is not counted. */
    static final long LEAST = 512;

    /** The parallel collector keeps back a sixth, so that of less than 540 MB too little is left. */
    private static final long LEAST_FOR_PARALLEL = 576;

    static ExecutorMemory of(SparkConf conf) {
        String name = "spark.executor.memory";
        try {
            return new ExecutorMemory(conf.get(name), conf.getSizeAsMb(name));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new SettingsException(
                    "Cannot read " + name + " = " + conf.get(name) + ": a size such as 1g is needed");
        }
    }

    /** @throws SettingsException when Spark would start and end executors for ever */
    void require() {
        if (megabytes < LEAST) {
            throw new SettingsException("Cannot give executors " + text + " of memory: " + LEAST
                    + "m is the least, as Spark keeps 300 MB for itself (CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY)");
        }
    }

    boolean bearsParallelCollector() {
        return megabytes >= LEAST_FOR_PARALLEL;
    }
}
