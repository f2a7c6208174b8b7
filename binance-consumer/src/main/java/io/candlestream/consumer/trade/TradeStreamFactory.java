package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions.Kept;
import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.RecordSchema;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.avro.Schema;

/** Makes streams of trades from settings. */
public final class TradeStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "trade";
    }

    @Override
    public TradeStream create(Settings block, int maxTextBytes) {
        return stream(TradeType.TRADES, RecordSchema.TRADES::load, block, maxTextBytes);
    }

    static TradeStream stream(TradeType type, Function<Path, Schema> load, Settings block, int maxTextBytes) {
        return new TradeStream(
                type,
                StreamFactory.schema(block, load),
                maxTextBytes,
                block.text("table"),
                new TradeRevisions(type, block.text("revisions-table"), Kept.of(block)));
    }
}
