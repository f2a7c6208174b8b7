package io.candlestream.producer.kline;

import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import org.apache.avro.Schema;

/** Makes channels of klines from settings. */
public final class KlineChannelFactory implements ChannelFactory {
    private static final String INTERVAL = "interval";

    @Override
    public String type() {
        return "kline";
    }

    @Override
    public ChannelVariant variant(Settings block) {
        return new ChannelVariant(INTERVAL, interval(block).code());
    }

    private static Interval interval(Settings block) {
        return block.parsed(INTERVAL, Interval::ofCode, "one of " + Interval.codes() + " is needed");
    }

    @Override
    public Schema schema(Settings block) {
        return ChannelFactory.schema(block, RecordSchema.KLINES::load);
    }

    @Override
    public KlineChannel create(Settings block, ChannelContext context) {
        return new KlineChannel(interval(block), context.exchange(), context.names(), context.rest());
    }
}
