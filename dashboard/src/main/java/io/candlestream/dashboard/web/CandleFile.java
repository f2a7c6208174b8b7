package io.candlestream.dashboard.web;

import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.parquet.ParquetColumn;
import io.candlestream.parquet.ParquetColumn.Kind;
import io.candlestream.parquet.ParquetWriter;
import io.candlestream.runtime.number.ShortestDecimal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files that the page gives away; all have the same columns. */
enum CandleFile {
    CSV("csv", "text/csv; charset=utf-8") {
        @Override
        byte[] bytes(String asset, List<ChartCandle> candles) {
            StringBuilder text = new StringBuilder(
                    COLUMNS.stream().map(ParquetColumn::name).collect(Collectors.joining(",", "", "\n")));
            String name = quoted(asset);
            candles.forEach(candle -> text.append(row(name, candle).stream()
                            .map(value ->
                                    value instanceof BigDecimal number ? number.toPlainString() : value.toString())
                            .collect(Collectors.joining(",")))
                    .append('\n'));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    PARQUET("parquet", "application/vnd.apache.parquet") {
        @Override
        byte[] bytes(String asset, List<ChartCandle> candles) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ParquetWriter writer = new ParquetWriter(bytes, COLUMNS, Map.of());
                for (ChartCandle candle : candles) {
                    writer.write(row(asset, candle));
                }
                writer.finish();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail so
            }
        }
    };

    static final List<ParquetColumn> COLUMNS = List.of(
            new ParquetColumn("asset_name", Kind.TEXT),
            new ParquetColumn("timestamp", Kind.TIME),
            new ParquetColumn("open", Kind.DECIMAL),
            new ParquetColumn("high", Kind.DECIMAL),
            new ParquetColumn("low", Kind.DECIMAL),
            new ParquetColumn("close", Kind.DECIMAL),
            new ParquetColumn("volume", Kind.DECIMAL),
            new ParquetColumn("trades", Kind.WHOLE),
            new ParquetColumn("is_closed", Kind.FLAG));

    private final String extension;
    private final String mediaType;

    CandleFile(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    /** The whole file. */
    abstract byte[] bytes(String asset, List<ChartCandle> candles);

    private static List<Object> row(String asset, ChartCandle candle) {
        return List.of(
                asset,
                Instant.ofEpochMilli(candle.openTime()),
                ShortestDecimal.of(candle.open()),
                ShortestDecimal.of(candle.high()),
                ShortestDecimal.of(candle.low()),
                ShortestDecimal.of(candle.close()),
                ShortestDecimal.of(candle.volume()),
                candle.trades(),
                candle.closed());
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
