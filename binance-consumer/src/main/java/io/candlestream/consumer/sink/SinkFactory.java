package io.candlestream.consumer.sink;

import io.candlestream.runtime.settings.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the sinks of one type from their blocks of settings. Found by {@link java.util.ServiceLoader}, so that a new type of
 * sink changes no other class. Its name is also that of the block of {@code reference.conf} that says what other blocks of
 * this type leave out.
 */
public interface SinkFactory {
    /** Before the name of a sink: the attribute of the program's manifest that lists the jars which its executors need beside the others. */
    String SHIPPED_JARS = "spark.candlestream.shipped-jars.";

    /** The name under which settings ask for it, such as {@code cassandra}. */
    String type();

    /**
     * The sink of {@code block}.
     *
     * @throws io.candlestream.runtime.settings.SettingsException for a value that cannot be used
     */
    Sink create(String name, Settings block);

    /** What drivers and executors take from Spark's configuration, secrets among it. */
    default Map<String, String> sparkConf(String name, Settings block) {
        return Map.of();
    }

    /**
     * The name of the query that writes into it, whatever the query of the stream is; empty for that of the stream. For sinks
     * whose batches have to be larger than those of others.
     */
    default Optional<String> query(Settings block) {
        return Optional.empty();
    }

    /** Whether it stores rows; one that only shows them is no place for a stream that follows another one. */
    default boolean stores() {
        return true;
    }
}
