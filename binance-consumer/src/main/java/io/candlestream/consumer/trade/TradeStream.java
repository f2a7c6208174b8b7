package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.SinkReader.StoredRow;
import io.candlestream.consumer.stream.StreamType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The stream of trades.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is rejected
 * @param table the name of the table that holds them
 */
record TradeStream(Schema schema, int maxTextBytes, String table) implements StreamType<TradeRow> {
    private static final long serialVersionUID = 1;
    private static final String DEFINITION = "trades";
    /** What stands in place of an interval in the requests to the producer. */
    private static final String INTERVAL = "trade";

    @Override
    public RowDecoder<TradeRow> decoder(Schema written) {
        return new TradeDecoder(written, maxTextBytes);
    }

    @Override
    public RowLayout<TradeRow> layout() {
        return new RowLayout<>(
                DEFINITION,
                table,
                TradeFields.ALL,
                TradeFields.PARTITION_KEY,
                TradeFields.CLUSTERING_KEY,
                TradeFields.SHOWN);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(StreamType.SCHEMA, Long.toHexString(SchemaNormalization.parsingFingerprint64(schema)));
    }

    /** Of each symbol all since its newest trade. */
    @Override
    public List<GapRequest> lost(SinkReader stored) {
        Map<String, Instant> newest = new TreeMap<>();
        stored.newest(List.of("symbol", "trade_time"), TradeStream::newest)
                .forEach(trade -> newest.merge(trade.symbol(), trade.time(), TradeStream::later));
        return newest.entrySet().stream()
                .map(trade -> new GapRequest(trade.getKey(), INTERVAL, trade.getValue()))
                .toList();
    }

    private static Optional<Newest> newest(StoredRow row) {
        return Optional.of(new Newest(
                row.text("symbol").orElseThrow(), row.time("trade_time").orElseThrow()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private record Newest(String symbol, Instant time) {}
}
