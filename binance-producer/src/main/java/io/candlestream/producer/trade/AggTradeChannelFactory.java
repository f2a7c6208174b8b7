package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.AggTradeSchema;
import org.apache.avro.Schema;

/** Makes channels of aggregate trades from settings. */
public final class AggTradeChannelFactory implements ChannelFactory {
    @Override
    public String type() {
        return "agg_trade";
    }

    @Override
    public String template() {
        return "agg_trades";
    }

    /** There is nothing by which two streams of aggregate trades could differ. */
    @Override
    public ChannelVariant variant(Settings block) {
        return new ChannelVariant("type", type());
    }

    @Override
    public Schema schema(Settings block) {
        return TradeChannelFactory.schema(block, AggTradeSchema::load);
    }

    @Override
    public Channel<?> create(Settings block, ChannelContext context) {
        return new IdChannel<>(TradeKind.AGG_TRADES, context.rest());
    }
}
