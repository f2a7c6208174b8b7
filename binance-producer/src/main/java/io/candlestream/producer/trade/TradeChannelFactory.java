package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.RecordSchema;
import org.apache.avro.Schema;

/** Makes channels of trades from settings. */
public final class TradeChannelFactory implements ChannelFactory {
    @Override
    public String type() {
        return "trade";
    }

    @Override
    public Schema schema(Settings block) {
        return ChannelFactory.schema(block, RecordSchema.TRADES::load);
    }

    @Override
    public Channel<Trade> create(Settings block, ChannelContext context) {
        return new IdChannel<>(TradeKind.TRADES, context.rest());
    }
}
