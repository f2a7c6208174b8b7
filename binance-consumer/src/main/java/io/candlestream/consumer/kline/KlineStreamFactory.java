package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.Interval;
import io.candlestream.schema.SchemaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.avro.Schema;

/** Makes streams of klines from settings. */
public final class KlineStreamFactory implements StreamFactory {
    @Override
    public String type() {
        return "kline";
    }

    @Override
    public String template() {
        return "klines";
    }

    @Override
    public KlineStream create(Settings block, int maxTextBytes) {
        Interval interval = block.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        return new KlineStream(
                schema(block), interval, maxTextBytes, block.text("table"), KlineRevisions.of(block, interval));
    }

    private static Schema schema(Settings block) {
        try {
            return AssetSchema.load(Path.of(block.text("schema")));
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }
}
