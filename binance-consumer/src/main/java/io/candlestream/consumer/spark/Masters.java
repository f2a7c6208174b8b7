package io.candlestream.consumer.spark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** What the address of a Spark master tells. */
public final class Masters {
    private static final String MASTER = "spark.master";
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d{1,4})])?");

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

    /**
     * Has a local master run as many tasks for each query as it would for one: a task that waits for a sink needs no core,
     * but it takes a place, which must not be missing where another query could go on.
     */
    static void giveEachQueryItsCores(SparkConf conf, int queries) {
        Matcher local = LOCAL.matcher(of(conf));
        if (queries > 1 && local.matches()) {
            int cores = Optional.ofNullable(local.group(1))
                    .map(text -> text.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(text))
                    .orElse(1);
            conf.set(MASTER, "local[" + cores * queries + "]");
        }
    }
}
