package io.candlestream.tools.doctor.table;

import io.candlestream.runtime.cassandra.NodeJmx;
import io.candlestream.runtime.settings.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * Where Cassandra's JMX listens on this machine.
 *
 * @param login user and password; empty where it asks for none
 */
public record JmxAddress(int port, Optional<Map.Entry<String, String>> login) {
    private static final NodeJmx.Names SETTINGS =
            new NodeJmx.Names("CANDLESTREAM_HISTORY_JMX_PORT", "CANDLESTREAM_HISTORY_JMX_USERNAME, _PASSWORD");

    /** Empty where the settings name none. */
    public static Optional<JmxAddress> of(Settings settings) {
        String port = "cassandra.jmx-port";
        return settings.optional(port).map(there -> new JmxAddress(settings.number(port, 1, 65535), login(settings)));
    }

    private static Optional<Map.Entry<String, String>> login(Settings settings) {
        return settings.optional("cassandra.jmx-username")
                .or(() -> settings.optional("cassandra.username"))
                .map(user -> Map.entry(
                        user,
                        settings.optional("cassandra.jmx-password")
                                .or(() -> settings.optional("cassandra.password"))
                                .orElse("")));
    }

    NodeJmx connect() {
        return NodeJmx.connect(port, login, SETTINGS);
    }
}
