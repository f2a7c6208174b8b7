package io.candlestream.tools.longer;

import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.PostgresTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table in PostgreSQL, of months. */
final class PostgresLonger implements LongerTable {
    private static final int ROWS = 500;
    private static final List<String> KEY = List.of("asset_name", "timestamp");
    private static final String VERSION = "version";

    private final PostgresTables store;
    private final String table;
    private final String exchange;
    private final Interval interval;
    private final PreparedStatement insert;
    /** By month, whether the table keeps rows that are so old. */
    private final Map<YearMonth, Boolean> kept = new HashMap<>();

    private int waiting;

    /**
     * @param store on a connection that nothing is read by: a commit would end the reading
     * @param table its name, without the schema
     */
    PostgresLonger(PostgresTables store, String table, String exchange, Interval interval) {
        this.store = store;
        this.table = table;
        this.exchange = exchange;
        this.interval = interval;
        List<String> all = Stream.concat(COLUMNS.stream(), Stream.of(VERSION)).toList();
        String sets = all.stream()
                .filter(column -> !KEY.contains(column))
                .map(column -> column + " = EXCLUDED." + column)
                .collect(Collectors.joining(", "));
        try {
            this.insert = store.connection()
                    .prepareStatement("INSERT INTO " + store.named(table) + " AS stored (" + String.join(", ", all)
                            + ") VALUES (" + all.stream().map(column -> "?").collect(Collectors.joining(", "))
                            + ") ON CONFLICT (" + String.join(", ", KEY) + ") DO UPDATE SET " + sets
                            + " WHERE EXCLUDED." + VERSION + " > stored." + VERSION);
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    @Override
    public void write(Asset asset, LongerCandle candle) {
        OffsetDateTime open = moment(candle.openTime());
        try {
            if (!kept.computeIfAbsent(YearMonth.from(open), month -> madeRoom(open))) {
                return;
            }
            List<Optional<Object>> values = values(asset, candle);
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, values.get(i).orElse(null));
            }
            insert.setLong(values.size() + 1, candle.version());
            insert.addBatch();
            if (++waiting == ROWS) {
                flush();
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    /** In the order of the columns. */
    private List<Optional<Object>> values(Asset asset, LongerCandle candle) {
        Instant open = Instant.ofEpochMilli(candle.openTime());
        Stream<Object> known = Stream.of(
                asset.name(),
                moment(candle.openTime()),
                CandleId.of(exchange, asset.symbol(), interval, open),
                asset.symbol(),
                interval.code(),
                true,
                moment(candle.closeTime()),
                moment(candle.knownAt()),
                moment(candle.knownAt()),
                OffsetDateTime.now(ZoneOffset.UTC),
                SOURCE,
                Math.toIntExact(candle.trades()),
                candle.firstTrade(),
                candle.lastTrade());
        Stream<Optional<Object>> numbers = IntStream.range(0, LongerCandle.NUMBERS.size())
                .mapToObj(column -> candle.number(column).map(number -> number));
        return Stream.concat(known.map(Optional::of), numbers).toList();
    }

    /** Has the partition made that the rows of a month need; false where the table keeps none that are so old. */
    private boolean madeRoom(OffsetDateTime time) {
        String function = store.named("make_partition");
        try (PreparedStatement make = store.connection().prepareStatement("SELECT kept FROM " + function + "(?, ?)")) {
            make.setString(1, table);
            make.setObject(2, time);
            try (ResultSet rows = make.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    private static OffsetDateTime moment(long time) {
        return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC);
    }

    @Override
    public void flush() {
        try {
            if (waiting > 0) {
                insert.executeBatch();
                store.connection().commit();
                waiting = 0;
            }
        } catch (SQLException e) {
            throw cannot(e);
        }
    }

    private FatalException cannot(SQLException e) {
        return new FatalException("Cannot write to " + store.named(table) + ": " + PostgresErrors.describe(e), e);
    }
}
