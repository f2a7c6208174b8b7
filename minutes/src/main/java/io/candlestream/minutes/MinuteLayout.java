package io.candlestream.minutes;

import io.candlestream.parquet.ParquetColumn;
import io.candlestream.parquet.ParquetColumn.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two trees of files: their columns, what a candle puts there, and the names of the files. Who reads them knows this layout, so
 * columns, their order and the names are fixed.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Map.of are
enum MinuteLayout {
    /** The candle as the table has it, as JSON: the frame that the exchange sent is not kept anywhere. */
    RAW(
            List.of(
                    new ParquetColumn("event_type", Kind.TEXT),
                    new ParquetColumn("symbol", Kind.TEXT),
                    new ParquetColumn("exchange", Kind.TEXT),
                    new ParquetColumn("data", Kind.TEXT),
                    new ParquetColumn("received_at", Kind.TIME),
                    new ParquetColumn("client_timestamp", Kind.WHOLE)),
            List.of(),
            Map.of("candlestream.data", "the stored candle as JSON; the frame of the exchange is not kept")) {
        @Override
        List<Object> row(MinuteCandle candle) {
            List<Object> row = new ArrayList<>();
            Instant received = (Instant) candle.value("collected_at");
            Collections.addAll(row, "kline", candle.key().symbol(), EXCHANGE, candle.data(), received);
            row.add(received == null ? null : received.toEpochMilli());
            return row;
        }
    },
    /** The numbers of the candle, and the features that are computed of several candles. */
    CLEAN(
            List.of(
                    new ParquetColumn("timestamp", Kind.TIME),
                    new ParquetColumn("symbol", Kind.TEXT),
                    new ParquetColumn("interval", Kind.TEXT),
                    new ParquetColumn("exchange", Kind.TEXT),
                    new ParquetColumn("open", Kind.DECIMAL),
                    new ParquetColumn("high", Kind.DECIMAL),
                    new ParquetColumn("low", Kind.DECIMAL),
                    new ParquetColumn("close", Kind.DECIMAL),
                    new ParquetColumn("volume", Kind.DECIMAL),
                    new ParquetColumn("number_of_trades", Kind.WHOLE),
                    new ParquetColumn("quote_volume", Kind.DECIMAL),
                    new ParquetColumn("taker_buy_volume", Kind.DECIMAL),
                    new ParquetColumn("taker_buy_quote_volume", Kind.DECIMAL)),
            List.of(("price_change,price_change_pct,log_return,ma_5,ma_10,ma_20,volatility_10,volume_ma_5,"
                            + "volume_change_pct,momentum_5,momentum_10,hl_spread,hl_spread_pct")
                    .split(",")),
            Map.of("candlestream.features", "price_change to hl_spread_pct are empty where they were not asked for")) {
        @Override
        List<Object> row(MinuteCandle candle) {
            List<Object> row = new ArrayList<>();
            for (ParquetColumn column : columns()) {
                row.add(
                        switch (column.name()) {
                            case "symbol" -> candle.key().symbol();
                            case "exchange" -> EXCHANGE;
                            case "number_of_trades" -> candle.value("trades");
                            default -> candle.value(column.name());
                        });
            }
            return row;
        }
    };

    private static final String EXCHANGE = "binance";
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern(
                    "'year='uuuu'/month='MM'/day='dd'/hour='HH'/minute='mm")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FILE =
            DateTimeFormatter.ofPattern("'klines_'uuuuMMdd'_'HHmmss'.parquet'").withZone(ZoneOffset.UTC);

    private final List<ParquetColumn> columns;
    private final List<String> features;
    private final Map<String, String> notes;

    MinuteLayout(List<ParquetColumn> first, List<String> features, Map<String, String> notes) {
        this.columns = Stream.concat(
                        first.stream(), features.stream().map(name -> new ParquetColumn(name, Kind.DOUBLE)))
                .toList();
        this.features = features;
        this.notes = notes;
    }

    /** The last columns, which are computed. */
    List<String> features() {
        return features;
    }

    /** The columns of a file, in their order. */
    List<ParquetColumn> columns() {
        return columns;
    }

    /** What a file says of itself. */
    Map<String, String> notes() {
        return notes;
    }

    /** What {@code candle} puts into the columns; null for what it has not. */
    abstract List<Object> row(MinuteCandle candle);

    /** The file of {@code minute}, below the folder of all. */
    String path(Instant minute) {
        return name().toLowerCase(Locale.ROOT) + "/" + FOLDER.format(minute) + "/" + FILE.format(minute);
    }
}
