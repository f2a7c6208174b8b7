package io.candlestream.tools.output;

import io.candlestream.derive.features.Feature;
import io.candlestream.parquet.ParquetColumn;
import io.candlestream.parquet.ParquetColumn.Kind;
import io.candlestream.parquet.ParquetWriter;
import io.candlestream.runtime.number.ShortestDecimal;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.StoredRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of an export as one Parquet file: prices and volumes as exact decimals from whichever store, times in UTC. The same rows
 * are the same bytes.
 */
public final class ParquetRows implements ExportFormat {
    private static final Set<String> TEXTS = Set.of("asset_name", "symbol", "interval", "window_size", "source");
    private static final Set<String> TIMES = Set.of("timestamp", "open_time", "close_time", "event_time", "trade_time");
    private static final Set<String> WHOLE =
            Set.of("trades", "trade_id", "agg_trade_id", "first_trade_id", "last_trade_id");
    /** They are computed in floating point, and are stored as such. */
    private static final Set<String> FEATURES =
            Stream.of(Feature.values()).map(Feature::column).collect(Collectors.toSet());

    private static final Set<String> FLAGS = Set.of("is_closed", "is_buyer_maker");

    private final OutputStream out;
    private final String stream;
    private List<ParquetColumn> columns = List.of();
    private ParquetWriter writer;

    /**
     * @param out stays the caller's to close
     * @param stream whose rows they are, which the file's metadata says
     */
    public ParquetRows(OutputStream out, String stream) {
        this.out = out;
        this.stream = stream;
    }

    @Override
    public void begin(List<String> wanted) {
        columns = wanted.stream().map(ParquetRows::column).toList();
        try {
            writer = new ParquetWriter(out, columns, Map.of("candlestream.stream", stream));
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    static ParquetColumn column(String name) {
        Kind kind = FEATURES.contains(name)
                ? Kind.DOUBLE
                : TEXTS.contains(name)
                        ? Kind.TEXT
                        : TIMES.contains(name)
                                ? Kind.TIME
                                : WHOLE.contains(name) ? Kind.WHOLE : FLAGS.contains(name) ? Kind.FLAG : Kind.DECIMAL;
        return new ParquetColumn(name, kind);
    }

    @Override
    public void row(StoredRow row) {
        try {
            writer.write(columns.stream().map(column -> value(row, column)).toList());
        } catch (IOException | IllegalArgumentException e) {
            throw cannot(e);
        }
    }

    /** Numbers of Cassandra's candles are doubles: what is meant is the shortest decimal. */
    private static Object value(StoredRow row, ParquetColumn column) {
        Object value = row.value(column.name());
        return value instanceof Double number && column.kind() != Kind.DOUBLE ? ShortestDecimal.of(number) : value;
    }

    @Override
    public void end() {
        try {
            writer.finish();
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    private static FatalException cannot(Exception e) {
        return new FatalException(
                e instanceof IOException ? "Cannot write the Parquet file: " + e.getMessage() : e.getMessage(), e);
    }
}
