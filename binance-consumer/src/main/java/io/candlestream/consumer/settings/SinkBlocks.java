package io.candlestream.consumer.settings;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The blocks under {@code sinks}. */
record SinkBlocks(Settings settings) {
    private static final Factories<SinkFactory> FACTORIES = Factories.of(SinkFactory.class, SinkFactory::type);
    private static final String PATH = "sinks";

    List<String> names() {
        return settings.blocks(PATH);
    }

    boolean stores(String name) {
        return factory(name).stores();
    }

    /** The query that writes into the sink {@code name}, where it asks for one. */
    Optional<String> query(String name) {
        return factory(name).query(block(name));
    }

    /** The error for the query of the sink {@code name}. */
    SettingsException refusedQuery(String name, String reason) {
        return block(name).refused("query", reason);
    }

    private SinkFactory factory(String name) {
        return FACTORIES.at(settings, PATH + "." + name + ".type");
    }

    private Settings block(String name) {
        return settings.block(PATH + "." + name, PATH + "." + factory(name).type());
    }

    Map<String, Sink> sinks(Collection<String> names) {
        Map<String, Sink> sinks = new TreeMap<>();
        names.forEach(name -> sinks.put(name, factory(name).create(name, block(name))));
        return sinks;
    }

    Map<String, String> sparkConf(Collection<String> names) {
        Map<String, String> conf = new TreeMap<>();
        names.forEach(name -> conf.putAll(factory(name).sparkConf(name, block(name))));
        return conf;
    }
}
