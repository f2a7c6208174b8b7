package io.candlestream.consumer;

import io.candlestream.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;

/**
 * What the Spark session and the Cassandra connector are told.
 *
 * @param cassandra where Cassandra is, for messages
 * @param own our defaults, which a {@code spark-submit} may override
 * @param chosen the open table {@code spark.conf}, which overrides everything
 */
record SparkSettings(String cassandra, Map<String, String> own, Map<String, String> chosen) {
    private static final String CONNECTOR = "spark.cassandra.";

    /** Under which the connector looks for its contact points. */
    static final String CASSANDRA_HOST = CONNECTOR + "connection.host";

    static SparkSettings of(Settings settings) {
        Map<String, String> own = new LinkedHashMap<>(quiet());
        own.put("spark.master", settings.text("master"));
        own.putAll(connector(settings));
        return new SparkSettings(
                settings.text("cassandra.host") + ":" + settings.number("cassandra.port", 1, 65_535),
                own,
                settings.table("spark.conf"));
    }

    private static Map<String, String> quiet() {
        return Map.of(
                "spark.app.name", "binance-consumer",
                "spark.ui.enabled", "false",
                "spark.ui.showConsoleProgress", "false",
                "spark.sql.session.timeZone", "UTC",
                "spark.sql.streaming.numRecentProgressUpdates", "10",
                "spark.executor.extraJavaOptions", "-Duser.timezone=UTC");
    }

    private static Map<String, String> connector(Settings settings) {
        Map<String, String> connector = new LinkedHashMap<>();
        connector.put(CASSANDRA_HOST, settings.text("cassandra.host"));
        connector.put(CONNECTOR + "connection.port", String.valueOf(settings.number("cassandra.port", 1, 65_535)));
        settings.optional("cassandra.username").ifPresent(user -> {
            connector.put(CONNECTOR + "auth.username", user);
            connector.put(
                    CONNECTOR + "auth.password",
                    settings.optional("cassandra.password").orElse(""));
        });
        Duration timeout = settings.duration("cassandra.request-timeout");
        connector.put(CONNECTOR + "read.timeoutMS", String.valueOf(timeout.toMillis()));
        // Sixty immediate retries by default; ours wait.
        connector.put(CONNECTOR + "query.retry.count", "0");
        // A node that came back is to be noticed within seconds, not within the default minute.
        connector.put(CONNECTOR + "connection.reconnectionDelayMS.max", "5000");
        return connector;
    }

    /** The configuration of the session; includes the JVM's {@code spark.*} properties. */
    SparkConf conf() {
        SparkConf conf = new SparkConf();
        own.forEach(conf::setIfMissing);
        chosen.forEach(conf::set);
        return conf;
    }
}
