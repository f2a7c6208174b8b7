package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** A table of trades of its own for a test, and what stands in it. */
record TradeTable(CqlSession session, String name) {
    /** Makes the table, by the project's own file. */
    static TradeTable make(CqlSession session, String name) {
        new TableSetup(session).table("trades", name);
        return new TradeTable(session, name);
    }

    /** {@code pipeline}, with trades that end in this table. */
    Pipeline fed(Pipeline pipeline) {
        return pipeline.with("CANDLESTREAM_PRODUCER_TRADES", "true")
                .with("CANDLESTREAM_CONSUMER_TRADES", "true")
                .with("CANDLESTREAM_PRODUCER_TRADES_TOPIC", "data." + name)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", "data." + name)
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", name);
    }

    /** Takes a trade away. */
    void delete(MarketTrade trade) {
        session.execute(
                "DELETE FROM assets." + name + " WHERE symbol = ? AND hour = ? AND trade_id = ?",
                trade.symbol(),
                Instant.ofEpochMilli(trade.time() - trade.time() % 3_600_000),
                trade.id());
    }

    /** The rows, each as one text of all that the exchange tells of a trade in its history. */
    Collection<String> rows() {
        Collection<String> rows = new TreeSet<>();
        for (Row row : session.execute("SELECT * FROM assets." + name)) {
            rows.add(line(
                    row.getString("symbol"),
                    row.getLong("trade_id"),
                    decimal(row, "price"),
                    decimal(row, "quantity"),
                    decimal(row, "quote_quantity"),
                    time(row, "hour"),
                    time(row, "trade_time"),
                    row.getBoolean("is_buyer_maker")));
        }
        return rows;
    }

    /** {@code trades} as {@link #rows} has them. */
    static Collection<String> lines(Collection<MarketTrade> trades) {
        Collection<String> lines = new TreeSet<>();
        trades.forEach(trade -> lines.add(line(
                trade.symbol(),
                trade.id(),
                trade.price(),
                trade.quantity(),
                trade.price().multiply(trade.quantity()),
                trade.time() - trade.time() % 3_600_000,
                trade.time(),
                !trade.takerBuys())));
        return lines;
    }

    /** How many rows are of each way, such as rest. */
    long from(String source) {
        List<Row> rows = session.execute("SELECT source FROM assets." + name).all();
        return rows.stream()
                .filter(row -> source.equals(row.getString("source")))
                .count();
    }

    private static String line(
            String symbol,
            long id,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal quoteQuantity,
            long hour,
            long time,
            boolean buyerMaker) {
        return String.join(
                " ",
                symbol,
                String.valueOf(id),
                text(price),
                text(quantity),
                text(quoteQuantity),
                String.valueOf(hour),
                String.valueOf(time),
                String.valueOf(buyerMaker));
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal decimal(Row row, String column) {
        return Objects.requireNonNull(row.getBigDecimal(column));
    }

    private static long time(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column)).toEpochMilli();
    }
}
