package io.candlestream.producer.ticker;

import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.TickerWindow;
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
        return ChannelFactory.schema(block, RecordSchema.TICKERS::load);
    }

    @Override
    public TickerChannel create(Settings block, ChannelContext context) {
        return new TickerChannel(window(block));
    }
}
