package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.TickerWindow;

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
        return new TickerStream(
                StreamFactory.schema(block, RecordSchema.TICKERS::load), maxTextBytes, block.text("table"), window);
    }
}
