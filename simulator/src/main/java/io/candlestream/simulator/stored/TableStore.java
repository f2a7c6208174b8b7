package io.candlestream.simulator.stored;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.stored.StoredHistory.StoredById;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Cassandra's tables of candles, trades and aggregate trades, read page by page. */
public final class TableStore {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CqlSession session;
    private final String keyspace;

    private TableStore(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /**
     * What the tables hold that the settings name ({@code cassandra.…}).
     *
     * @throws FatalException when Cassandra does not answer
     * @throws IllegalArgumentException when there are no candles of {@code interval}
     */
    public static StoredHistory open(Settings settings, Interval interval) {
        CassandraAddress address = CassandraAddress.of(settings);
        CqlSession session = address.connect();
        try {
            return new TableStore(session, address.keyspace()).history(settings, interval);
        } catch (DriverException e) {
            session.close();
            throw new FatalException("Cannot read the table: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private StoredHistory history(Settings settings, Interval interval) {
        TableCandles candles = TableCandles.of(this, settings.text("cassandra.table"), interval);
        return new StoredHistory(
                candles.name(),
                candles.symbols(),
                interval,
                candles,
                Optional.empty(),
                byId(settings.text("cassandra.trades-table"), "trade_id", TableStore::trade),
                byId(settings.text("cassandra.agg_trades-table"), "agg_trade_id", TableStore::aggTrade),
                candles.notes(),
                session::close);
    }

    private <P extends Numbered> Optional<StoredById<P>> byId(String table, String id, Function<Row, P> row) {
        if (!has(table)) {
            return Optional.empty();
        }
        TableIds<P> rows = TableIds.of(this, table, id, row);
        Set<String> symbols = rows.hours().keySet();
        return symbols.isEmpty() ? Optional.empty() : Optional.of(new StoredById<>(symbols, rows));
    }

    private static PastTrade trade(Row row) {
        return new PastTrade(
                text(row, "symbol"),
                row.getLong("trade_id"),
                decimal(row, "price"),
                decimal(row, "quantity"),
                decimal(row, "quote_quantity"),
                milli(row, "trade_time"),
                row.getBoolean("is_buyer_maker"),
                milli(row, "trade_time"));
    }

    private static PastAggTrade aggTrade(Row row) {
        return new PastAggTrade(
                text(row, "symbol"),
                row.getLong("agg_trade_id"),
                decimal(row, "price"),
                decimal(row, "quantity"),
                row.getLong("first_trade_id"),
                row.getLong("last_trade_id"),
                milli(row, "trade_time"),
                row.getBoolean("is_buyer_maker"),
                milli(row, "trade_time"));
    }

    private static String decimal(Row row, String column) {
        return Optional.ofNullable(row.getBigDecimal(column))
                .map(BigDecimal::toPlainString)
                .orElseThrow(() -> lacking(column));
    }

    /** Of a column that may be absent the empty text. */
    static String text(Row row, String column) {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    /** Epoch milliseconds. */
    static long milli(Row row, String column) {
        return Optional.ofNullable(row.getInstant(column))
                .orElseThrow(() -> lacking(column))
                .toEpochMilli();
    }

    private static IllegalArgumentException lacking(String column) {
        return new IllegalArgumentException("Cannot play the table: a row has no " + column);
    }

    /** The name of {@code table} in a query. */
    String named(String table) {
        return CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                + CqlIdentifier.fromInternal(table).asCql(true);
    }

    private boolean has(String table) {
        return session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
                .isPresent();
    }

    /** What a query gives, {@code page} rows at a time as they are asked for. */
    Stream<Row> rows(int page, String query, Object... values) {
        BoundStatement statement = session.prepare(query)
                .bind(values)
                .setPageSize(page)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setTimeout(PATIENCE);
        return StreamSupport.stream(session.execute(statement).spliterator(), false);
    }

    /** How many rows of each of so many reading at once are held, so that all together are held in some 100 MB. */
    static int page(int readers) {
        int held = 100_000;
        return Math.max(100, Math.min(5000, held / Math.max(1, readers)));
    }
}
