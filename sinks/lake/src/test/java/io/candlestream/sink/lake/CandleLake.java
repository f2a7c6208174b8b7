package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A lake in a folder with the tables of candles and trades, written as the sink writes it, without Spark. */
public record CandleLake(JdbcCatalog catalog) implements AutoCloseable {
    private static final LakeLayout<Candle> CANDLES = LakeLayout.of(Candle.LAYOUT, false);
    private static final LakeLayout<Trade> TRADES = LakeLayout.of(Trade.LAYOUT, false);

    public static CandleLake in(Path folder) {
        CandleLake lake = new CandleLake(TestLake.address(folder).catalog(new Configuration(false)));
        LakeTables tables = new LakeTables(lake.catalog, TestLake.NAMESPACE);
        tables.prepared("candles", CANDLES);
        tables.prepared("trades", TRADES);
        return lake;
    }

    public Table table(String name) {
        return catalog.loadTable(TableIdentifier.of(TestLake.NAMESPACE, name));
    }

    public void candles(List<Candle> rows) {
        write("candles", CANDLES, rows);
    }

    /** Candles that are not closed, which our sink never puts here; other programs may. */
    public void openCandles(List<Candle> rows) {
        List<LakeColumn<Candle>> columns = CANDLES.columns().stream()
                .map(column -> column.name().equals("is_closed")
                        ? new LakeColumn<Candle>(column.name(), column.type(), candle -> false)
                        : column)
                .toList();
        write(
                "candles",
                new LakeLayout<>("candles", Optional.empty(), columns, CANDLES.key(), CANDLES.time(), Optional.empty()),
                rows);
    }

    public void trades(List<Trade> rows) {
        write("trades", TRADES, rows);
    }

    private <R extends Row> void write(String name, LakeLayout<R> layout, List<R> rows) {
        UUID query = UUID.randomUUID();
        LakeTask task =
                new LakeTask(Map.of(name, LakeTable.of(name, table(name))), new LocalFiles(), query, query.toString());
        try (LakeWriter<R> writer = new LakeWriter<>(task, layout)) {
            rows.forEach(writer::received);
            writer.write(List.of(rows));
            writer.result().stream()
                    .flatMap(result -> ((LakeFiles.Result) result).tables().stream())
                    .forEach(files ->
                            new TableCommit(query, 0, files.rows(), files.files(), List.of()).to(table(files.table())));
        }
    }

    @Override
    public void close() {
        catalog.close();
    }

    /** A closed candle of an hour, all of whose prices are one. */
    public record Candle(String symbol, long openTime, Decimal price, long version) implements Row {
        static final RowLayout<Candle> LAYOUT = new RowLayout<>(
                "assets",
                "assets",
                Stream.<Stream<Field<Candle>>>of(
                                Stream.of(
                                        new Field.OfText<>("asset_name", Candle::symbol),
                                        new Field.OfTime<>("timestamp", Candle::openTime),
                                        new Field.OfText<>("symbol", Candle::symbol),
                                        new Field.OfText<>("interval", candle -> "1h"),
                                        new Field.OfTime<>("close_time", candle -> candle.openTime() + 3_599_999),
                                        new Field.OfBoolean<>("is_closed", candle -> true),
                                        new Field.OfInt<>("trades", candle -> 2),
                                        new Field.OfLong<>("first_trade_id", candle -> -1),
                                        new Field.OfLong<>("last_trade_id", candle -> -1)),
                                Stream.of(
                                                "open",
                                                "high",
                                                "low",
                                                "close",
                                                "volume",
                                                "quote_volume",
                                                "taker_buy_volume",
                                                "taker_buy_quote_volume")
                                        .map(name -> new Field.OfDouble<>(
                                                name,
                                                candle -> candle.price()
                                                        .toBigDecimal()
                                                        .doubleValue(),
                                                candle -> Optional.of(candle.price()))))
                        .flatMap(fields -> fields)
                        .toList(),
                List.of("asset_name"),
                "timestamp",
                List.of("symbol"));

        @Override
        public String partition() {
            return symbol;
        }

        @Override
        public long clustering() {
            return openTime;
        }
    }

    /** A trade. */
    public record Trade(String symbol, long id, long time, Decimal price, Decimal quote, long version) implements Row {
        public Trade(String symbol, long id, long time, Decimal price, Decimal quote) {
            this(symbol, id, time, price, quote, time);
        }

        /** What another version says of it. */
        public Trade at(Decimal other, long more) {
            return new Trade(symbol, id, time, other, quote, version + more);
        }

        static final RowLayout<Trade> LAYOUT = new RowLayout<>(
                "trades",
                "trades",
                List.of(
                        new Field.OfText<>("symbol", Trade::symbol),
                        new Field.OfTime<>("hour", trade -> trade.time() - Math.floorMod(trade.time(), 3_600_000L)),
                        new Field.OfLong<>("trade_id", Trade::id),
                        new Field.OfTime<>("trade_time", Trade::time),
                        new Field.OfDecimal<>("price", Trade::price),
                        new Field.OfDecimal<>("quantity", Trade::price),
                        new Field.OfDecimal<>("quote_quantity", Trade::quote),
                        new Field.OfBoolean<>("is_buyer_maker", trade -> trade.id() % 2 == 0)),
                List.of("symbol", "hour"),
                "trade_id",
                List.of("symbol"));

        @Override
        public String partition() {
            return symbol;
        }

        @Override
        public long clustering() {
            return id;
        }
    }
}
