package io.candlestream.consumer.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.spark.SparkConf;

/**
 * What Kafka's clients need, as it stands in Spark's configuration: a login may be among it, which must not travel with a task,
 * because Spark broadcasts what a task carries.
 */
public final class KafkaConf {
    private static final String CLIENT = "spark.candlestream.kafka.";
    private static final String BROKERS = "spark.candlestream.brokers";
    private static final String REGISTRY = "spark.candlestream.schema-registry";

    private KafkaConf() {}

    /**
     * What stands in Spark's configuration.
     *
     * @param client more settings of every client, under Kafka's own names
     * @param registry the address of the schema registry, empty without one
     */
    public static Map<String, String> of(String brokers, Map<String, String> client, Optional<String> registry) {
        Map<String, String> conf = new TreeMap<>();
        conf.put(BROKERS, brokers);
        registry.ifPresent(address -> conf.put(REGISTRY, address));
        client.forEach((name, value) -> conf.put(CLIENT + name, value));
        return conf;
    }

    /** The settings of a client, the brokers among them. */
    public static Map<String, Object> client(SparkConf conf) {
        Map<String, Object> client = new HashMap<>();
        for (var setting : conf.getAllWithPrefix(CLIENT)) {
            client.put(setting._1(), setting._2());
        }
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers(conf));
        return client;
    }

    /** In messages. */
    public static String brokers(SparkConf conf) {
        return conf.get(BROKERS);
    }

    /** The address of the schema registry, without the slash at its end. */
    public static Optional<String> registry(SparkConf conf) {
        return conf.contains(REGISTRY) ? Optional.of(conf.get(REGISTRY)) : Optional.empty();
    }
}
