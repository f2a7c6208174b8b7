package io.candlestream.consumer.kline;

import io.candlestream.consumer.row.Column;
import io.candlestream.consumer.row.RowDecoder;
import io.candlestream.consumer.row.RowKind;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The stream of klines of one interval, as the pipeline wants to be told of it.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is refused
 */
public record Klines(Schema schema, Interval interval, int maxTextBytes) implements RowKind<AssetRow> {
    private static final long serialVersionUID = 1;

    @Override
    public RowDecoder<AssetRow> decoder(Schema written) {
        return new KlineDecoder(written, interval, maxTextBytes);
    }

    @Override
    public List<Column<AssetRow>> columns() {
        return AssetColumns.ALL;
    }

    @Override
    public List<String> primaryKey() {
        return AssetColumns.PRIMARY_KEY;
    }

    @Override
    public String cqlFile() {
        return "cassandra/assets.cql";
    }

    @Override
    public List<String> headings() {
        return List.of("asset_name", "timestamp", "open", "high", "low", "close", "volume", "trades", "is_closed");
    }

    @Override
    public List<String> cells(AssetRow row) {
        return List.of(
                row.assetName(),
                Instant.ofEpochMilli(row.openTime()).toString(),
                String.valueOf(row.open()),
                String.valueOf(row.high()),
                String.valueOf(row.low()),
                String.valueOf(row.close()),
                String.valueOf(row.volume()),
                String.valueOf(row.trades()),
                String.valueOf(row.closed()));
    }
}
