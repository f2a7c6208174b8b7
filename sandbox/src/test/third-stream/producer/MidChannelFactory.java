package io.candlestream.throwaway.producer;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import java.io.File;
import java.io.IOException;
import org.apache.avro.Schema;

/** Makes the channel from settings. */
public final class MidChannelFactory implements ChannelFactory {
    @Override
    public String type() {
        return "mid";
    }

    @Override
    public String template() {
        return "mids";
    }

    @Override
    public ChannelVariant variant(Settings block) {
        return new ChannelVariant("type", type());
    }

    @Override
    public Schema schema(Settings block) {
        try {
            return new Schema.Parser().parse(new File(block.text("schema")));
        } catch (IOException e) {
            throw block.refused("schema", e.getMessage());
        }
    }

    @Override
    public Channel<?> create(Settings block, ChannelContext context) {
        return new MidChannel();
    }
}
