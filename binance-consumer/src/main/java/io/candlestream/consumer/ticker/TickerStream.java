package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.schema.TickerWindow;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The stream of the tickers of one window.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is rejected
 * @param table the name of the table that holds them
 */
record TickerStream(Schema schema, int maxTextBytes, String table, TickerWindow window)
        implements StreamType<TickerRow> {
    private static final long serialVersionUID = 1;

    @Override
    public RowDecoder<TickerRow> decoder(Schema written) {
        return new TickerDecoder(written, maxTextBytes, window);
    }

    @Override
    public RowLayout<TickerRow> layout() {
        return new RowLayout<>(
                window.stream(),
                table,
                TickerFields.of(window),
                TickerFields.PARTITION_KEY,
                TickerFields.CLUSTERING_KEY,
                TickerFields.SHOWN);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(SCHEMA, fingerprint(), "window", window.code());
    }
}
