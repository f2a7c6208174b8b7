package io.candlestream.sink.minutes;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.minutes.S3Address;
import io.candlestream.runtime.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes sinks of minute files from settings. */
public final class MinutesSinkFactory implements SinkFactory {
    private static final int MOST_AT_ONCE = 100;

    @Override
    public String type() {
        return "minutes";
    }

    @Override
    public Sink create(String name, Settings block) {
        return new MinutesSink(
                name, block.text("place"), block.number("at-once", 1, MOST_AT_ONCE), block.duration("write-deadline"));
    }

    /** The login is for the driver, which alone writes. */
    @Override
    public Map<String, String> sparkConf(String name, Settings block) {
        Map<String, String> conf = new LinkedHashMap<>();
        S3Address.of(block, "s3.").values().forEach((key, value) -> conf.put(MinutesSink.prefix(name) + key, value));
        return conf;
    }
}
