package io.candlestream.consumer.spark;

import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * What the Spark session is made of.
 *
 * @param queries how many queries run in it
 * @param pageHost where Spark's own page listens
 * @param own our defaults, which a {@code spark-submit} may override
 * @param chosen the open table {@code spark.conf}, which overrides everything
 * @param jars whether executors on a cluster get their jars from here
 */
public record SparkSettings(
        int queries, String pageHost, Map<String, String> own, Map<String, String> chosen, ShippedJars.Policy jars) {
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String SECRET = "spark.authenticate.secret";
    private static final String LOOPBACK = "127.0.0.1";
    /** What a batch has made is garbage at its end: this collector spends the least on that. */
    private static final String COLLECTOR = "-XX:+UseParallelGC -XX:NewRatio=1";

    /**
     * @param sinks what the sinks need in Spark's configuration
     * @throws SettingsException for the first value that cannot be used
     */
    public static SparkSettings of(Settings settings, Map<String, String> sinks, int queries) {
        Map<String, String> own = new LinkedHashMap<>(quiet());
        own.put("spark.master", settings.text("master"));
        own.put(EXECUTOR_OPTIONS, "-Duser.timezone=UTC");
        own.putAll(shown(settings));
        own.putAll(cluster(settings));
        own.putAll(protection(settings));
        own.putAll(sinks);
        settings.table("kafka").forEach((name, value) -> own.put(DeadLetterTopic.KAFKA + name, value));
        return new SparkSettings(
                queries,
                settings.text("spark.ui-host"),
                own,
                settings.table("spark.conf"),
                settings.flag("spark.ship-jars") ? ShippedJars.Policy.SHIP : ShippedJars.Policy.INSTALLED);
    }

    private static Map<String, String> quiet() {
        return Map.of(
                "spark.app.name", "binance-consumer",
                "spark.ui.showConsoleProgress", "false",
                "spark.sql.session.timeZone", "UTC",
                "spark.sql.streaming.numRecentProgressUpdates", "10",
                // By which the driver hears of failed writes while a task still waits; ten seconds by default.
                "spark.executor.heartbeatInterval", "3s");
    }

    /** Spark's own page, and the log of events that its history server shows. */
    private static Map<String, String> shown(Settings settings) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("spark.ui.enabled", String.valueOf(settings.flag("spark.ui")));
        // A page of another site could end the query: the browser that is open there sends what it likes to this one.
        shown.put("spark.ui.killEnabled", "false");
        shown.put("spark.redaction.regex", Secrets.NAME);
        settings.optional("spark.event-log").ifPresent(folder -> {
            shown.put("spark.eventLog.enabled", "true");
            shown.put("spark.eventLog.dir", folder);
            shown.put("spark.eventLog.compress", "true");
            shown.put("spark.eventLog.rolling.enabled", "true");
        });
        return shown;
    }

    /** What a local master does not look at. */
    private static Map<String, String> cluster(Settings settings) {
        return Map.of(
                "spark.cores.max",
                String.valueOf(settings.number("spark.cores-max", 1, 10_000)),
                "spark.executor.memory",
                settings.parsed(
                        "spark.executor-memory",
                        text -> Optional.of(text).filter(size -> size.matches("[1-9]\\d*[mgMG]")),
                        "a size such as 1g or 512m is needed"),
                // The source prefers an executor for each partition, by its hash: to wait for it leaves others idle.
                "spark.locality.wait",
                "0",
                // Once more when an executor was lost; a deadline that has passed need not pass four times.
                "spark.task.maxFailures",
                "2",
                // An executor logs for as long as the consumer runs.
                "spark.executor.logs.rolling.strategy",
                "size",
                "spark.executor.logs.rolling.maxSize",
                "10485760",
                "spark.executor.logs.rolling.maxRetainedFiles",
                "3");
    }

    /**
     * A secret that both ends know, and encryption for all that they say; never less, as the fall-back to SASL would be. In
     * Spark 3.5 AES in GCM loses every message but a connection's first (SPARK-56227). Where tasks run in this process, on YARN and on Kubernetes Spark makes a random one at each start.
     */
    private static Map<String, String> protection(Settings settings) {
        Map<String, String> protection = new LinkedHashMap<>(Map.of(
                AUTHENTICATE,
                "true",
                "spark.network.crypto.enabled",
                "true",
                "spark.network.crypto.authEngineVersion",
                "2",
                "spark.network.crypto.cipher",
                "AES/CTR/NoPadding",
                "spark.network.crypto.saslFallback",
                "false"));
        settings.optional("spark.secret")
                .map(any -> settings.secret("spark.secret"))
                .ifPresent(secret -> protection.put(SECRET, secret));
        return protection;
    }

    /**
     * The configuration of the session; includes the JVM's {@code spark.*} properties, which {@code spark-submit} sets.
     *
     * @throws SettingsException for a cluster that anyone could join, or executors that Spark would not start
     */
    public SparkConf conf() {
        SparkConf conf = new PageConf(pageHost);
        own.forEach(conf::setIfMissing);
        chosen.forEach(conf::set);
        if (Masters.remote(conf)) {
            requireSecret(conf);
            ExecutorMemory.of(conf).require();
            if (jars == ShippedJars.Policy.SHIP) {
                ShippedJars.ofThisProgram().addTo(conf);
            }
        } else {
            // Driver and block manager speak to nobody but themselves.
            conf.setIfMissing("spark.driver.host", LOOPBACK);
            conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            Masters.giveEachQueryItsCores(conf, queries);
        }
        // A JVM with two collectors in its options does not start.
        if (!conf.get(EXECUTOR_OPTIONS).contains("-XX:+Use")
                && ExecutorMemory.of(conf).bearsParallelCollector()) {
            conf.setIfMissing("spark.executor.defaultJavaOptions", COLLECTOR);
        }
        return conf;
    }

    private static void requireSecret(SparkConf conf) {
        boolean known = Masters.makesSecrets(conf) || conf.contains(SECRET);
        if (!conf.getBoolean(AUTHENTICATE, false) || !known) {
            throw new SettingsException(
                    "Cannot run on Spark master " + Masters.of(conf) + " without a secret: anyone who"
                            + " reaches it could read the login of Cassandra; set CANDLESTREAM_CONSUMER_SPARK_SECRET and give master"
                            + " and workers the same as spark.authenticate.secret (openssl rand -hex 24 makes one)");
        }
    }
}
