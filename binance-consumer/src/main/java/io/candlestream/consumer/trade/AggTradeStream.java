package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.StreamType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The stream of aggregate trades.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is rejected
 * @param table the name of the table that holds them
 * @param changes what stays of aggregate trades that change
 */
record AggTradeStream(Schema schema, int maxTextBytes, String table, AggTradeRevisions changes)
        implements StreamType<AggTradeRow> {
    private static final long serialVersionUID = 1;
    private static final String DEFINITION = "agg_trades";
    /** What stands in place of an interval in the requests to the producer. */
    private static final String INTERVAL = "aggTrade";

    @Override
    public RowDecoder<AggTradeRow> decoder(Schema written) {
        return new AggTradeDecoder(written, maxTextBytes);
    }

    @Override
    public RowLayout<AggTradeRow> layout() {
        return new RowLayout<>(
                DEFINITION,
                table,
                AggTradeFields.ALL,
                TradeFields.PARTITION_KEY,
                AggTradeFields.CLUSTERING_KEY,
                AggTradeFields.SHOWN);
    }

    @Override
    public Optional<Revisions<AggTradeRow, ?>> revisions() {
        return Optional.of(changes).filter(Revisions::wanted).map(kept -> kept);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(StreamType.SCHEMA, Long.toHexString(SchemaNormalization.parsingFingerprint64(schema)));
    }

    @Override
    public List<GapRequest> lost(SinkReader stored) {
        return NewestTrades.lost(stored, INTERVAL);
    }
}
