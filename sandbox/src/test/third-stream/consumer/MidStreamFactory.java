package io.candlestream.throwaway.consumer;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.runtime.settings.Settings;
import java.io.File;
import java.io.IOException;
import org.apache.avro.Schema;

/** Makes the stream from settings. */
public final class MidStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "mid";
    }

    @Override
    public String template() {
        return "mids";
    }

    @Override
    public StreamType<?> create(Settings block, int maxTextBytes) {
        try {
            Schema schema = new Schema.Parser().parse(new File(block.text("schema")));
            return new MidStream(schema, maxTextBytes, block.text("table"));
        } catch (IOException e) {
            throw block.refused("schema", e.getMessage());
        }
    }
}
