package io.candlestream.consumer.sink.cassandra;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.runtime.settings.Settings;
import java.util.Map;

/** Makes sinks in Cassandra from settings. */
public final class CassandraSinkFactory implements SinkFactory {
    static final String TYPE = "cassandra";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sink create(String name, Settings block) {
        return new CassandraSink(name, TableSettings.of(block));
    }

    @Override
    public Map<String, String> sparkConf(String name, Settings block) {
        return ConnectorConf.of(name, block);
    }
}
