package io.candlestream.consumer.spark;

import org.apache.spark.SparkConf;

/** What the address of a Spark master tells. */
public final class Masters {
    private static final String MASTER = "spark.master";

    private Masters() {}

    /** The master in force: that of {@code spark-submit} where there is one. */
    public static String of(SparkConf conf) {
        return conf.get(MASTER);
    }

    /** Whether tasks run in other processes than the driver, and so perhaps on other machines. */
    public static boolean remote(SparkConf conf) {
        return !of(conf).matches("local(\\[.*])?");
    }

    /** Whether Spark makes a secret for each start and gives it to its executors itself. */
    static boolean makesSecrets(SparkConf conf) {
        return !remote(conf) || of(conf).matches("yarn|k8s://.*");
    }
}
