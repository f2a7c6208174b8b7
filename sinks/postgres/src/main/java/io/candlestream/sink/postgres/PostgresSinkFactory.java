package io.candlestream.sink.postgres;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.runtime.settings.Settings;
import java.util.Map;

/** Makes sinks in PostgreSQL from settings. */
public final class PostgresSinkFactory implements SinkFactory {
    static final String TYPE = "postgres";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sink create(String name, Settings block) {
        return new PostgresSink(name, block.text("schema"), block.duration("write-deadline"));
    }

    @Override
    public Map<String, String> sparkConf(String name, Settings block) {
        return SinkAddress.conf(name, block);
    }
}
