package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.RecordSchema;

/** Makes streams of aggregate trades from settings. */
public final class AggTradeStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "agg_trade";
    }

    @Override
    public TradeStream create(Settings block, int maxTextBytes) {
        return TradeStreamFactory.stream(TradeType.AGG_TRADES, RecordSchema.AGG_TRADES::load, block, maxTextBytes);
    }
}
