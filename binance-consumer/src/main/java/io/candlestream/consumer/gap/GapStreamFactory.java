package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;

/** Makes streams of gaps from settings. */
public final class GapStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "gap";
    }

    /** As the producer names it. */
    @Override
    public String topicSuffix() {
        return ".gaps";
    }

    @Override
    public GapStream create(Settings block, int maxTextBytes) {
        return GapStream.ofContract(maxTextBytes, block.text("table"));
    }
}
