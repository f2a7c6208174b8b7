package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import io.candlestream.schema.TradeSchema;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Makes streams of trades from settings. */
public final class TradeStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "trade";
    }

    @Override
    public String template() {
        return "trades";
    }

    @Override
    public TradeStream create(Settings block, int maxTextBytes) {
        try {
            return new TradeStream(TradeSchema.load(Path.of(block.text("schema"))), maxTextBytes, block.text("table"));
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }
}
