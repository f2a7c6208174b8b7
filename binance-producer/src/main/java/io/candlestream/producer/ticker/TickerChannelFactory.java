package io.candlestream.producer.ticker;

import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import io.candlestream.schema.TickerSchema;
import io.candlestream.schema.TickerWindow;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.avro.Schema;

/** Makes channels of tickers from settings. */
public final class TickerChannelFactory implements ChannelFactory {
    private static final String WINDOW = "window";

    @Override
    public String type() {
        return "ticker";
    }

    @Override
    public String template() {
        return "ticker";
    }

    @Override
    public ChannelVariant variant(Settings block) {
        return new ChannelVariant(WINDOW, window(block).code());
    }

    private static TickerWindow window(Settings block) {
        return block.parsed(WINDOW, TickerWindow::of, "1h, 4h, 1d or 24h is needed");
    }

    @Override
    public Schema schema(Settings block) {
        try {
            return TickerSchema.load(Path.of(block.text("schema")));
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }

    @Override
    public TickerChannel create(Settings block, ChannelContext context) {
        return new TickerChannel(window(block));
    }
}
