package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The stream of klines of one interval.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is rejected
 * @param table the name of the table that holds them
 */
public record KlineStream(Schema schema, Interval interval, int maxTextBytes, String table)
        implements StreamType<KlineRow> {
    private static final long serialVersionUID = 1;
    private static final String DEFINITION = "assets";

    @Override
    public RowDecoder<KlineRow> decoder(Schema written) {
        return new KlineDecoder(written, interval, maxTextBytes);
    }

    @Override
    public RowLayout<KlineRow> layout() {
        return new RowLayout<>(
                DEFINITION,
                table,
                KlineFields.ALL,
                KlineFields.PARTITION_KEY,
                KlineFields.CLUSTERING_KEY,
                KlineFields.SHOWN);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "interval",
                interval.code(),
                StreamType.SCHEMA,
                Long.toHexString(SchemaNormalization.parsingFingerprint64(schema)));
    }

    @Override
    public List<GapRequest> lost(SinkReader stored) {
        return new NewestCandles(interval).requests(stored);
    }
}
