package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions.Kept;
import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import io.candlestream.schema.TradeSchema;
import java.nio.file.InvalidPathException;
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
    public String template() {
        return "trades";
    }

    @Override
    public TradeStream create(Settings block, int maxTextBytes) {
        return new TradeStream(
                schema(block, TradeSchema::load),
                maxTextBytes,
                block.text("table"),
                new TradeRevisions(block.text("revisions-table"), Kept.of(block)));
    }

    static Schema schema(Settings block, Function<Path, Schema> load) {
        try {
            return load.apply(Path.of(block.text("schema")));
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }
}
