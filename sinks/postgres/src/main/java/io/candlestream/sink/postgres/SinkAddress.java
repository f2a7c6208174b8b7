package io.candlestream.sink.postgres;

import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/** The address of a sink as it stands in Spark's configuration, behind a prefix with the sink's name: no task carries it. */
final class SinkAddress {
    private static final String SINKS = "spark.candlestream.sinks.";
    private static final String URL = "url";
    private static final String PROPERTIES = "jdbc.";

    /** An acknowledged row is on disk; what a lost executor has locked is free again after a minute. */
    private static final String OPTIONS = "-c synchronous_commit=on -c idle_in_transaction_session_timeout=60000";

    private SinkAddress() {}

    /** @param program the name under which the server knows its connections */
    static PostgresAddress of(Settings block, String program) {
        return PostgresAddress.of(block, "", program)
                .answeringWithin(block.duration("request-timeout"))
                .with("options", OPTIONS);
    }

    static Map<String, String> conf(String sink, Settings block) {
        PostgresAddress address = of(block, "candlestream-consumer");
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put(SINKS + sink + "." + URL, address.url());
        address.properties().forEach((name, value) -> conf.put(SINKS + sink + "." + PROPERTIES + name, value));
        return conf;
    }

    static PostgresAddress of(String sink, SparkConf conf) {
        Map<String, String> properties = new TreeMap<>();
        for (var property : conf.getAllWithPrefix(SINKS + sink + "." + PROPERTIES)) {
            properties.put(property._1(), property._2());
        }
        return new PostgresAddress(conf.get(SINKS + sink + "." + URL), properties);
    }
}
