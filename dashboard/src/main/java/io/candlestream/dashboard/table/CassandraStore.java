package io.candlestream.dashboard.table;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartTrade;
import io.candlestream.dashboard.chart.CandleStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables that the consumer writes. */
public record CassandraStore(CassandraLink link, TableNames names) implements CandleStore {
    /** A page of them is newest first; older ones than these are not drawn. */
    private static final int MOST_GAPS = 1000;

    private static final long HOUR = 3_600_000;

    private static final List<String> CANDLE_COLUMNS =
            List.of("timestamp", "open", "high", "low", "close", "volume", "trades", "is_closed");
    /** That of a table of an earlier version is missing, that of another program may be empty. */
    private static final String TAKER = "taker_buy_volume";

    @Override
    public List<String> assets() {
        return link.rows("SELECT DISTINCT asset_name FROM " + names.candles()).stream()
                .map(row -> Objects.requireNonNull(row.getString("asset_name")))
                .toList();
    }

    @Override
    public List<ChartCandle> newest(String asset, long from, long to, int most) {
        boolean taker = link.has(names.keyspace(), names.candlesTable(), TAKER);
        String query = "SELECT " + String.join(", ", CANDLE_COLUMNS) + (taker ? ", " + TAKER : "") + " FROM "
                + names.candles() + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? LIMIT ?";
        List<ChartCandle> candles = new ArrayList<>();
        for (Row row : link.rows(query, asset, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), most)) {
            candle(row, taker).ifPresent(candles::add);
        }
        Collections.reverse(candles);
        return candles;
    }

    @Override
    public OptionalLong first(String asset) {
        String query =
                "SELECT timestamp FROM " + names.candles() + " WHERE asset_name = ? ORDER BY timestamp ASC LIMIT 1";
        return link.rows(query, asset).stream()
                .mapToLong(row -> milli(row, "timestamp"))
                .findFirst();
    }

    @Override
    public List<ChartGap> gaps(String asset) {
        Optional<String> symbol = symbol(asset);
        if (symbol.isEmpty() || !link.has(names.keyspace(), names.gapsTable(), "state")) {
            return List.of();
        }
        String query = "SELECT from_time, to_time, state FROM " + names.gaps()
                + " WHERE symbol = ? AND interval = ? LIMIT " + MOST_GAPS;
        return link.rows(query, symbol.get(), names.interval().code()).stream()
                .flatMap(CassandraStore::gap)
                .toList();
    }

    @Override
    public long closed(String asset, long from, long to) {
        String query = "SELECT COUNT(*) FROM " + names.candles()
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? AND is_closed = true ALLOW FILTERING";
        return link.rows(query, asset, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)).stream()
                .mapToLong(row -> row.getLong(0))
                .sum();
    }

    @Override
    public Set<Long> certifiedDays(String asset, long from, long to) {
        Optional<String> symbol = symbol(asset);
        if (symbol.isEmpty() || !link.has(names.keyspace(), TableNames.CERTIFICATES, "state")) {
            return Set.of();
        }
        String query = "SELECT day, state FROM " + names.certificates()
                + " WHERE stream = 'klines' AND symbol = ? AND interval = ? AND day >= ? AND day < ?";
        return link
                .rows(
                        query,
                        symbol.get(),
                        names.interval().code(),
                        Instant.ofEpochMilli(from),
                        Instant.ofEpochMilli(to))
                .stream()
                .filter(row -> "certified".equals(row.getString("state")))
                .map(row -> milli(row, "day"))
                .collect(Collectors.toSet());
    }

    /** Its gaps are noted by it; a table of the contract's own columns has none. */
    @Override
    public Optional<String> symbol(String asset) {
        if (!link.has(names.keyspace(), names.candlesTable(), "symbol")) {
            return Optional.empty();
        }
        String query = "SELECT symbol FROM " + names.candles() + " WHERE asset_name = ? LIMIT 1";
        return link.rows(query, asset).stream()
                .findFirst()
                .flatMap(row -> Optional.ofNullable(row.getString("symbol")));
    }

    /** Looks into the partitions of one hour after the other: near the turn of an hour into two. */
    @Override
    public List<ChartTrade> trades(String symbol, long to, int most) {
        if (!link.has(names.keyspace(), names.tradesTable(), "is_buyer_maker")) {
            return List.of();
        }
        String query = "SELECT trade_id, trade_time, price, quantity, is_buyer_maker FROM " + names.trades()
                + " WHERE symbol = ? AND hour = ? LIMIT ?";
        long newest = to - 1 - Math.floorMod(to - 1, HOUR);
        List<ChartTrade> trades = new ArrayList<>();
        for (int back = 0; back < TRADE_HOURS && trades.size() < most; back++) {
            Instant hour = Instant.ofEpochMilli(newest - back * HOUR);
            link.rows(query, symbol, hour, most - trades.size()).stream()
                    .filter(CassandraStore::isWhole)
                    .map(CassandraStore::trade)
                    .forEach(trades::add);
        }
        return trades;
    }

    private static ChartTrade trade(Row row) {
        return new ChartTrade(
                row.getLong("trade_id"),
                milli(row, "trade_time"),
                Objects.requireNonNull(row.getBigDecimal("price")),
                Objects.requireNonNull(row.getBigDecimal("quantity")),
                !row.getBoolean("is_buyer_maker"));
    }

    /** Empty for a row that somebody else wrote in part. */
    private static Optional<ChartCandle> candle(Row row, boolean taker) {
        if (CANDLE_COLUMNS.stream().anyMatch(row::isNull)) {
            return Optional.empty();
        }
        return Optional.of(new ChartCandle(
                milli(row, "timestamp"),
                number(row, "open"),
                number(row, "high"),
                number(row, "low"),
                number(row, "close"),
                number(row, "volume"),
                row.getInt("trades"),
                row.getBoolean("is_closed"),
                taker && !row.isNull(TAKER) ? OptionalDouble.of(number(row, TAKER)) : OptionalDouble.empty()));
    }

    private static boolean isWhole(Row row) {
        return IntStream.range(0, row.size()).noneMatch(row::isNull);
    }

    private static Stream<ChartGap> gap(Row row) {
        return Stream.of(ChartGap.State.values())
                .filter(state -> state.name().equalsIgnoreCase(row.getString("state")) && !row.isNull("to_time"))
                .map(state -> new ChartGap(milli(row, "from_time"), milli(row, "to_time"), state));
    }

    /** A {@code double}, or the {@code float} of an older table. */
    private static double number(Row row, String column) {
        return ((Number) Objects.requireNonNull(row.getObject(column))).doubleValue();
    }

    private static long milli(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column)).toEpochMilli();
    }
}
