package io.candlestream.consumer.sink.cassandra;

import io.candlestream.runtime.settings.HostPort;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.Tls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * The settings of a sink under the connector's names, as they stand in Spark's configuration. Those of the sink {@code
 * cassandra} stand there as the connector itself looks for them; those of any other sink behind a prefix with its name.
 */
final class ConnectorConf {
    private static final String CONNECTOR = "spark.cassandra.";
    private static final String SINKS = "spark.candlestream.sinks.";
    private static final int MOST_PORT = 65_535;

    /** Under which the connector looks for its contact points. */
    static final String HOST = CONNECTOR + "connection.host";

    private ConnectorConf() {}

    /** What {@code block} says, under the names in Spark's configuration. */
    static Map<String, String> of(String sink, Settings block) {
        String prefix = prefix(sink);
        return connector(block).entrySet().stream()
                .collect(Collectors.toMap(setting -> prefix + setting.getKey(), Map.Entry::getValue));
    }

    /** {@code conf} as the connector has to see it for {@code sink}. */
    static SparkConf of(String sink, SparkConf conf) {
        String prefix = prefix(sink);
        if (prefix.isEmpty()) {
            return conf;
        }
        SparkConf own = new SparkConf(false);
        for (var setting : conf.getAll()) {
            if (!setting._1().startsWith(CONNECTOR)) {
                own.set(setting._1(), setting._2());
            }
        }
        for (var setting : conf.getAllWithPrefix(prefix)) {
            own.set(setting._1(), setting._2());
        }
        return own;
    }

    private static String prefix(String sink) {
        return sink.equals(CassandraSinkFactory.TYPE) ? "" : SINKS + sink + ".";
    }

    /** The nodes of {@code conf} as {@code host:port}, with commas between several. */
    static String address(SparkConf conf) {
        String port = conf.get(CONNECTOR + "connection.port", "9042");
        return Stream.of(conf.get(HOST).split(",", -1))
                .map(String::strip)
                .map(host -> host.matches(".*]:\\d+|[^:]*:\\d+")
                        ? host
                        : (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> connector(Settings block) {
        Map<String, String> connector = new LinkedHashMap<>();
        int port = block.number("port", 1, MOST_PORT);
        connector.put(
                HOST,
                HostPort.list(block, "host", port).stream()
                        .map(node -> node.port() == port ? node.host() : node.toString())
                        .collect(Collectors.joining(",")));
        connector.put(CONNECTOR + "connection.port", String.valueOf(port));
        block.optional("username").ifPresent(user -> {
            connector.put(CONNECTOR + "auth.username", user);
            connector.put(
                    CONNECTOR + "auth.password", block.optional("password").orElse(""));
        });
        Tls.of(block, "").map(CassandraAccess::conf).ifPresent(connector::putAll);
        Duration timeout = block.duration("request-timeout");
        connector.put(CONNECTOR + "read.timeoutMS", String.valueOf(timeout.toMillis()));
        // Sixty immediate retries by default; ours wait.
        connector.put(CONNECTOR + "query.retry.count", "0");
        // A node that came back is to be noticed within seconds, not within the default minute.
        connector.put(CONNECTOR + "connection.reconnectionDelayMS.max", "5000");
        return connector;
    }
}
