package io.candlestream.consumer.spark;

import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/** What the Spark session is made of: our defaults, which a {@code spark-submit} may override, and the open table {@code spark.conf}. */
public final class SparkSettings {
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
    private static final String MEMORY = "spark.executor.memory";
    /** Spark ends an executor that has less than 450 MB; what a collector keeps back is not counted. */
    private static final long LEAST_MEGABYTES = 512;
    /** The parallel collector keeps back a sixth, so that of less than 540 MB too little is left. */
    private static final long LEAST_FOR_PARALLEL = 576;

    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String SECRET = "spark.authenticate.secret";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String DEFAULTS = "spark-defaults.properties";
    /** What a batch has made is garbage at its end: this collector spends the least on that. */
    private static final String COLLECTOR = "-XX:+UseParallelGC -XX:NewRatio=1";

    private SparkSettings() {}

    private static Map<String, String> own(Settings settings, Map<String, String> sinks) {
        Map<String, String> own = defaults();
        own.put("spark.master", settings.text("master"));
        own.put("spark.ui.enabled", String.valueOf(settings.flag("spark.ui")));
        own.put("spark.redaction.regex", Secrets.NAME);
        own.put("spark.cores.max", String.valueOf(settings.number("spark.cores-max", 1, 10_000)));
        own.put(
                MEMORY,
                settings.parsed(
                        "spark.executor-memory",
                        text -> Optional.of(text).filter(size -> size.matches("[1-9]\\d*[mgMG]")),
                        "a size such as 1g or 512m is needed"));
        settings.optional("spark.event-log").ifPresent(folder -> {
            own.put("spark.eventLog.enabled", "true");
            own.put("spark.eventLog.dir", folder);
        });
        settings.optional("spark.secret")
                .map(any -> settings.secret("spark.secret"))
                .ifPresent(secret -> own.put(SECRET, secret));
        own.putAll(sinks);
        return own;
    }

    /** What no setting of ours changes: {@code spark-defaults.properties} says why each is there. */
    private static Map<String, String> defaults() {
        Properties defaults = new Properties();
        try (InputStream file = Objects.requireNonNull(SparkSettings.class.getResourceAsStream(DEFAULTS))) {
            defaults.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> own = new TreeMap<>();
        defaults.stringPropertyNames().forEach(name -> own.put(name, defaults.getProperty(name)));
        return own;
    }

    /**
     * The configuration of the session; includes the JVM's {@code spark.*} properties, which {@code spark-submit} sets.
     *
     * @param sinks what the sinks need in Spark's configuration
     * @param queries how many queries run in it
     * @throws SettingsException for the first value that cannot be used, for a cluster that anyone could join, or executors that
     *     Spark would not start
     */
    public static SparkConf conf(Settings settings, Map<String, String> sinks, int queries) {
        SparkConf conf = new PageConf(settings.text("spark.ui-host"));
        own(settings, sinks).forEach(conf::setIfMissing);
        settings.table("spark.conf").forEach(conf::set);
        boolean shipped = settings.flag("spark.ship-jars");
        if (Masters.remote(conf)) {
            requireSecret(conf);
            requireMemory(conf);
            if (shipped) {
                ShippedJars.ofThisProgram(conf).addTo(conf);
            }
        } else {
            // Driver and block manager speak to nobody but themselves.
            conf.setIfMissing("spark.driver.host", LOOPBACK);
            conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            Masters.giveEachQueryItsCores(conf, queries);
        }
        // A JVM with two collectors in its options does not start.
        if (!conf.get(EXECUTOR_OPTIONS).contains("-XX:+Use") && executorMegabytes(conf) >= LEAST_FOR_PARALLEL) {
            conf.setIfMissing("spark.executor.defaultJavaOptions", COLLECTOR);
        }
        return conf;
    }

    private static long executorMegabytes(SparkConf conf) {
        try {
            return conf.getSizeAsMb(MEMORY);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new SettingsException(
                    "Cannot read " + MEMORY + " = " + conf.get(MEMORY) + ": a size such as 1g is needed");
        }
    }

    /** With less Spark would start and end executors for ever. */
    private static void requireMemory(SparkConf conf) {
        if (executorMegabytes(conf) < LEAST_MEGABYTES) {
            throw new SettingsException("Cannot give executors " + conf.get(MEMORY) + " of memory: " + LEAST_MEGABYTES
                    + "m is the least, as Spark keeps 300 MB for itself (CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY)");
        }
    }

    private static void requireSecret(SparkConf conf) {
        boolean known = Masters.makesSecrets(conf) || conf.contains(SECRET);
        if (!conf.getBoolean(AUTHENTICATE, false) || !known) {
            throw new SettingsException(
                    "Cannot run on Spark master " + Masters.of(conf) + " without a secret: anyone who reaches it could"
                            + " read the login of Cassandra; set"
                            + " CANDLESTREAM_CONSUMER_SPARK_SECRET and give"
                            + " master and workers the same as"
                            + " spark.authenticate.secret (openssl rand -hex"
                            + " 24 makes one)");
        }
    }
}
