package io.candlestream.tools.certify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.candlestream.certify.CandleRow;
import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.EventRow;
import io.candlestream.certify.RowTaker;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads the rows of both stores; candles of Cassandra byte by byte, since a year of them is many. */
record StoredRows(StoredTables store) {
    private static final int PAGE_ROWS = 5000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** The columns of candles, in the order in which they are read. */
    private static final String CANDLE = "timestamp, is_closed, close_time, trades, first_trade_id, last_trade_id, "
            + String.join(", ", CandleRow.NUMBERS);

    private static final int NUMBERS = 6;

    static String id(CertifiedStream stream) {
        return stream == CertifiedStream.AGG_TRADES ? "agg_trade_id" : "trade_id";
    }

    /** Does {@code work} for each pair: in Cassandra for several at once, a connection to PostgreSQL does one thing at a time. */
    void each(List<CertifiedPair> pairs, Consumer<CertifiedPair> work) {
        if (!(store instanceof CassandraTables)) {
            pairs.forEach(work);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> done = new ArrayList<>();
            pairs.forEach(pair -> done.add(threads.submit(() -> work.accept(pair))));
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while rows were read", e);
        } finally {
            threads.shutdownNow();
        }
    }

    void candles(String table, String asset, long from, long to, RowTaker taker) {
        String query = "SELECT " + CANDLE + " FROM " + store.named(table)
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC";
        Instant first = Instant.ofEpochMilli(from);
        Instant end = Instant.ofEpochMilli(to);
        CandleRow candle = new CandleRow();
        if (store instanceof CassandraTables cassandra) {
            SimpleStatement statement = SimpleStatement.newInstance(query, asset, first, end)
                    .setPageSize(PAGE_ROWS)
                    .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                    .setTimeout(PATIENCE);
            pages(cassandra.session(), statement, row -> {
                if (closed(row)) {
                    fill(candle, row);
                    taker.candle(candle);
                }
            });
            return;
        }
        for (StoredRow row : store.rows(query, PAGE_ROWS, asset, first, end)) {
            if (row.flag("is_closed")) {
                fill(candle, row);
                taker.candle(candle);
            }
        }
    }

    /** Asks for the next page before the rows of this one are handed over. */
    private static void pages(CqlSession session, SimpleStatement statement, Consumer<Row> taker) {
        CompletionStage<AsyncResultSet> next = session.executeAsync(statement);
        while (next != null) {
            AsyncResultSet page = arrived(next);
            next = page.hasMorePages() ? page.fetchNextPage() : null;
            page.currentPage().forEach(taker);
        }
    }

    private static AsyncResultSet arrived(CompletionStage<AsyncResultSet> page) {
        try {
            return page.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static boolean closed(Row row) {
        ByteBuffer flag = row.getBytesUnsafe(1);
        return flag != null && flag.get(flag.position()) != 0;
    }

    private static void fill(CandleRow candle, Row row) {
        candle.set(whole(row, 0), whole(row, 2), whole(row, 3), whole(row, 4), whole(row, 5));
        for (int i = 0; i < candle.numbers.length; i++) {
            candle.numbers[i] = number(row, NUMBERS + i);
        }
    }

    /** A timestamp, a bigint or an int. */
    private static long whole(Row row, int column) {
        ByteBuffer bytes = row.getBytesUnsafe(column);
        if (bytes == null || !bytes.hasRemaining()) {
            return CandleRow.ABSENT;
        }
        return bytes.remaining() == Long.BYTES ? bytes.getLong(bytes.position()) : bytes.getInt(bytes.position());
    }

    private static double number(Row row, int column) {
        ByteBuffer bytes = row.getBytesUnsafe(column);
        if (bytes == null || !bytes.hasRemaining()) {
            return Double.NaN;
        }
        if (bytes.remaining() == Double.BYTES) {
            ColumnDefinition definition = row.getColumnDefinitions().get(column);
            if (definition.getType().equals(DataTypes.DOUBLE)) {
                return bytes.getDouble(bytes.position());
            }
        }
        return row.getObject(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static void fill(CandleRow candle, StoredRow row) {
        candle.set(
                whole(row, "timestamp"),
                whole(row, "close_time"),
                whole(row, "trades"),
                whole(row, "first_trade_id"),
                whole(row, "last_trade_id"));
        for (int i = 0; i < CandleRow.NUMBERS.size(); i++) {
            Object value = row.value(CandleRow.NUMBERS.get(i));
            candle.numbers[i] = value instanceof Number number ? number.doubleValue() : Double.NaN;
        }
    }

    private static long whole(StoredRow row, String column) {
        if (row.isNull(column)) {
            return CandleRow.ABSENT;
        }
        return row.value(column) instanceof Instant time ? time.toEpochMilli() : row.number(column);
    }

    /** The trades, or aggregate trades, of these hours. */
    void events(String table, CertifiedPair pair, List<Long> hours, RowTaker taker) {
        boolean aggregate = pair.stream() == CertifiedStream.AGG_TRADES;
        String id = id(pair.stream());
        String query = "SELECT " + id + ", trade_time, is_buyer_maker, price, quantity, "
                + (aggregate ? "first_trade_id, last_trade_id" : "quote_quantity") + " FROM " + store.named(table)
                + " WHERE symbol = ? AND hour = ? ORDER BY " + id + " ASC";
        EventRow event = new EventRow();
        for (long hour : hours) {
            for (StoredRow row : store.rows(query, PAGE_ROWS, pair.symbol(), Instant.ofEpochMilli(hour))) {
                long time = whole(row, "trade_time");
                if (aggregate) {
                    BigDecimal[] numbers = {row.decimal("price"), row.decimal("quantity")};
                    event.aggregate(
                            row.number(id),
                            time,
                            numbers,
                            whole(row, "first_trade_id"),
                            whole(row, "last_trade_id"),
                            row.flag("is_buyer_maker"));
                } else {
                    BigDecimal[] numbers = {row.decimal("price"), row.decimal("quantity"), row.decimal("quote_quantity")
                    };
                    event.trade(row.number(id), time, numbers, row.flag("is_buyer_maker"));
                }
                taker.event(event);
            }
        }
    }
}
