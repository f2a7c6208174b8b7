package io.candlestream.tools.access;

import io.candlestream.runtime.kafka.ClientSettings;
import io.candlestream.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the tools find the brokers.
 *
 * @param brokers {@code host:port}, with commas between several
 * @param open Kafka's own settings, passed through
 */
public record BrokerAddress(String brokers, Map<String, String> open) {
    /** The address that the settings name. */
    public static BrokerAddress of(Settings settings) {
        return new BrokerAddress(settings.text("brokers"), ClientSettings.of(settings));
    }

    /** The settings of a Kafka client of any kind, with {@code more} of them. */
    public Map<String, Object> client(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(open);
        all.put("bootstrap.servers", brokers);
        all.putAll(more);
        return all;
    }

    /** As {@link #client}, for one that reads: what a transaction took back is passed over, unless the settings want it. */
    public Map<String, Object> reader(Map<String, Object> more) {
        Map<String, Object> all = client(more);
        all.putIfAbsent("isolation.level", "read_committed");
        return all;
    }
}
