package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions.Kept;
import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.AggTradeSchema;

/** Makes streams of aggregate trades from settings. */
public final class AggTradeStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "agg_trade";
    }

    @Override
    public String template() {
        return "agg_trades";
    }

    @Override
    public AggTradeStream create(Settings block, int maxTextBytes) {
        return new AggTradeStream(
                TradeStreamFactory.schema(block, AggTradeSchema::load),
                maxTextBytes,
                block.text("table"),
                new AggTradeRevisions(block.text("revisions-table"), Kept.of(block)));
    }
}
