package io.candlestream.tools.server;

import io.candlestream.runtime.http.TlsErrors;
import io.candlestream.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Where the tools find the brokers.
 *
 * @param brokers {@code host:port}, with commas between several
 * @param open Kafka's own settings, passed through
 */
public record BrokerAddress(String brokers, Map<String, String> open) {
    public BrokerAddress {
        open = Map.copyOf(open);
    }

    /** The address that the settings name. */
    public static BrokerAddress of(Settings settings) {
        return new BrokerAddress(settings.text("brokers"), settings.table("kafka"));
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

    /** Words for a failure of a client, with the way out. */
    public String why(Throwable failure) {
        Throwable cause = failure;
        while (cause.getClass() == KafkaException.class && cause.getCause() != null) {
            cause = cause.getCause(); // "failed to construct" says nothing
        }
        String wayOut = cause instanceof AuthenticationException || cause instanceof AuthorizationException
                ? "check kafka.sasl.mechanism and kafka.sasl.jaas.config"
                : "check REDPANDA_BROKERS and kafka.security.protocol";
        String own = cause instanceof ApiException
                ? cause.getMessage()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return TlsErrors.KAFKA.words(failure).orElse(own + " (" + wayOut + ")");
    }
}
