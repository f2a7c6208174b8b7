package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;

/** Makes streams of klines from settings. */
public final class KlineStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "kline";
    }

    @Override
    public KlineStream create(Settings block, int maxTextBytes) {
        Interval interval = block.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        return new KlineStream(
                StreamFactory.schema(block, RecordSchema.KLINES::load),
                interval,
                maxTextBytes,
                block.text("table"),
                KlineRevisions.of(block, interval));
    }
}
