package io.candlestream.consumer.spark;

import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Spark's configuration with the host at which its page listens: Spark takes that from {@code SPARK_LOCAL_IP} alone, and without
 * it listens everywhere.
 */
final class PageConf extends SparkConf {
    private static final long serialVersionUID = 1;
    private static final String LOCAL_IP = "SPARK_LOCAL_IP";

    private final String pageHost;

    /** With the JVM's {@code spark.*} properties. */
    PageConf(String pageHost) {
        this(pageHost, true);
    }

    private PageConf(String pageHost, boolean properties) {
        super(properties);
        this.pageHost = pageHost;
    }

    @Override
    public String getenv(String name) {
        return Optional.of(pageHost).filter(host -> name.equals(LOCAL_IP)).orElseGet(() -> super.getenv(name));
    }

    /** Spark works on a copy of what it is given. */
    @Override
    public SparkConf clone() {
        SparkConf copy = new PageConf(pageHost, false);
        for (var setting : getAll()) {
            copy.set(setting._1(), setting._2());
        }
        return copy;
    }
}
