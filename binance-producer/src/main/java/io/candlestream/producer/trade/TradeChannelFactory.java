package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import io.candlestream.schema.TradeSchema;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.avro.Schema;

/** Makes channels of trades from settings. */
public final class TradeChannelFactory implements ChannelFactory {
    @Override
    public String type() {
        return "trade";
    }

    @Override
    public String template() {
        return "trades";
    }

    /** There is nothing by which two streams of trades could differ. */
    @Override
    public ChannelVariant variant(Settings block) {
        return new ChannelVariant("type", type());
    }

    @Override
    public Schema schema(Settings block) {
        return schema(block, TradeSchema::load);
    }

    static Schema schema(Settings block, Function<Path, Schema> load) {
        try {
            return load.apply(Path.of(block.text("schema")));
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }

    @Override
    public Channel<Trade> create(Settings block, ChannelContext context) {
        return new IdChannel<>(TradeKind.TRADES, context.rest());
    }
}
