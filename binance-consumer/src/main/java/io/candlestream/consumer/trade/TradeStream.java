package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.SinkReader.StoredRow;
import io.candlestream.consumer.stream.StreamType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The stream of trades, or of aggregate trades.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is rejected
 * @param table the name of the table that holds them
 * @param changes what stays of trades that change
 */
record TradeStream(TradeType type, Schema schema, int maxTextBytes, String table, TradeRevisions changes)
        implements StreamType<TradeRow> {
    private static final long serialVersionUID = 1;

    @Override
    public RowDecoder<TradeRow> decoder(Schema written) {
        return new TradeDecoder(type, written, maxTextBytes);
    }

    @Override
    public RowLayout<TradeRow> layout() {
        return new RowLayout<>(
                type.definition(),
                table,
                TradeFields.of(type),
                TradeFields.PARTITION_KEY,
                type.idField(),
                TradeFields.shown(type));
    }

    @Override
    public Optional<Revisions<TradeRow, ?>> revisions() {
        return Optional.of(changes).filter(Revisions::wanted).map(kept -> kept);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(SCHEMA, fingerprint());
    }

    /** Of each symbol all since its newest stored trade. */
    @Override
    public List<GapRequest> lost(SinkReader stored) {
        Map<String, GapRequest> newest = new TreeMap<>();
        stored.newest(List.of("symbol", "trade_time"), this::since)
                .forEach(request -> newest.merge(
                        request.symbol(), request, (one, other) -> one.from().isAfter(other.from()) ? one : other));
        return List.copyOf(newest.values());
    }

    private Optional<GapRequest> since(StoredRow trade) {
        return Optional.of(new GapRequest(
                trade.text("symbol").orElseThrow(),
                type.interval(),
                trade.time("trade_time").orElseThrow()));
    }
}
