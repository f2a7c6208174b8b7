package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of aggregate trades of its own for a test, and what stands in it. */
record AggTradeTable(CqlSession session, String name) {
    /** Makes the table, by the project's own file. */
    static AggTradeTable make(CqlSession session, String name) {
        new TableSetup(session).table("agg_trades", name);
        return new AggTradeTable(session, name);
    }

    /** {@code pipeline}, with aggregate trades that end in this table. */
    Pipeline fed(Pipeline pipeline) {
        return pipeline.with("CANDLESTREAM_PRODUCER_AGG_TRADES", "true")
                .with("CANDLESTREAM_CONSUMER_AGG_TRADES", "true")
                .with("CANDLESTREAM_PRODUCER_AGG_TRADES_TOPIC", "data." + name)
                .with("CANDLESTREAM_CONSUMER_AGG_TRADES_TOPIC", "data." + name)
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_AGG_TRADES_TABLE", name);
    }

    /** The rows, each as one text of all that the exchange tells of an aggregate trade in its history. */
    SortedSet<String> rows() {
        SortedSet<String> rows = new TreeSet<>();
        for (Row row : session.execute("SELECT * FROM assets." + name)) {
            rows.add(line(
                    row.getString("symbol"),
                    row.getLong("agg_trade_id"),
                    row.getBigDecimal("price"),
                    row.getBigDecimal("quantity"),
                    row.getLong("first_trade_id"),
                    row.getLong("last_trade_id"),
                    row.getInstant("trade_time"),
                    row.getBoolean("is_buyer_maker")));
        }
        return rows;
    }

    /** How many rows are of each way, such as rest. */
    Map<String, Long> bySource() {
        return session.execute("SELECT source FROM assets." + name).all().stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.getString("source")), TreeMap::new, Collectors.counting()));
    }

    /**
     * What {@code trades} make as {@link #rows} has them, by the rule of the documents: neighbours of one price, side and time are one,
     * numbered from 0 on without the last of each thousand, which this exchange takes back.
     *
     * @param trades of one symbol after the other, each in the order of their ids
     */
    static SortedSet<String> lines(Collection<MarketTrade> trades) {
        SortedSet<String> lines = new TreeSet<>();
        Map<String, Long> ids = new TreeMap<>();
        List<MarketTrade> run = new ArrayList<>();
        for (MarketTrade trade : trades) {
            if (!run.isEmpty() && !key(run.get(0)).equals(key(trade))) {
                lines.add(line(ids, run));
                run.clear();
            }
            run.add(trade);
        }
        lines.add(line(ids, run));
        return lines;
    }

    private static String key(MarketTrade trade) {
        return trade.symbol() + " " + trade.priceUnits() + " " + trade.takerBuys() + " " + trade.time();
    }

    private static String line(Map<String, Long> ids, List<MarketTrade> run) {
        MarketTrade first = run.get(0);
        long id = ids.merge(first.symbol(), 1L, Long::sum) - 1;
        return line(
                first.symbol(),
                id + id / 999,
                first.price(),
                run.stream().map(MarketTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                first.id(),
                run.get(run.size() - 1).id(),
                Instant.ofEpochMilli(first.time()),
                !first.takerBuys());
    }

    private static String line(Object... values) {
        return Stream.of(values)
                .map(value -> value instanceof BigDecimal number
                        ? number.stripTrailingZeros().toPlainString()
                        : String.valueOf(value))
                .collect(Collectors.joining(" "));
    }
}
