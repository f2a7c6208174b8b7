package io.candlestream.consumer.settings;

import io.candlestream.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The consumer's settings as a test sets them: by variables and system properties over the defaults. */
abstract class LoadedSettings {
    final Map<String, String> environment = new HashMap<>();
    final Properties properties = new Properties();

    LoadedSettings() {
        environment.put(
                "ASSET_SCHEMA_LOCATION",
                Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                        .toString());
    }

    void set(String path, String value) {
        properties.setProperty("candlestream.consumer." + path, value);
    }

    static String target(ConsumerSettings settings, StreamSettings stream) {
        return settings.sinks().get("cassandra").target(stream.type().layout());
    }

    ConsumerSettings settings() {
        return ConsumerSettings.of(load());
    }

    Settings load() {
        return ConsumerSettings.loader(ConsumerSettings.class).load(environment, properties);
    }
}
