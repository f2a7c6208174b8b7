package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.runtime.settings.Settings;
import java.util.Map;
import java.util.Optional;

/** Makes sinks in a lake of Iceberg tables from settings. */
public final class LakeSinkFactory implements SinkFactory {
    static final String TYPE = "lake";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sink create(String name, Settings block) {
        return new LakeSink(name, block.text("namespace"), block.flag("raw"), block.duration("write-deadline"));
    }

    @Override
    public Map<String, String> sparkConf(String name, Settings block) {
        LakeAddress address = LakeAddress.of(block);
        Map<String, String> conf = address.conf(name);
        if (address.isS3()) {
            conf.put(SHIPPED_JARS + name, "Amazon-S3");
        }
        return conf;
    }

    @Override
    public Optional<String> query(Settings block) {
        return block.optional("query");
    }
}
