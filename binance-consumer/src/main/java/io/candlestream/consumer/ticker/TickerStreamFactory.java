package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import io.candlestream.schema.TickerSchema;
import io.candlestream.schema.TickerWindow;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Makes streams of tickers from settings. */
public final class TickerStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "ticker";
    }

    @Override
    public String template() {
        return "ticker";
    }

    @Override
    public TickerStream create(Settings block, int maxTextBytes) {
        TickerWindow window = block.parsed("window", TickerWindow::of, "1h, 4h, 1d or 24h is needed");
        try {
            return new TickerStream(
                    TickerSchema.load(Path.of(block.text("schema"))), maxTextBytes, block.text("table"), window);
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }
}
