package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.history.History;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.tools.verify.TableComparison;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The candle table, as the proof and the demo read it.
 *
 * @param session stays the caller's to close
 * @param name keyspace and table, such as {@code assets.assets}
 */
public record CandleTable(CqlSession session, String name) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE_ROWS = 2000;

    /** Every row with every column. */
    public Iterable<Row> rows() {
        return select("SELECT * FROM " + name);
    }

    /** The newest row of every asset. */
    public Iterable<Row> newest() {
        return select("SELECT * FROM " + name + " PER PARTITION LIMIT 1");
    }

    /** The comparison that {@code verify} makes of this table with {@code exchange}. */
    public TableComparison comparedWith(History exchange, Interval interval) {
        int dot = name.indexOf('.');
        return new TableComparison(
                session, name.substring(0, dot), name.substring(dot + 1), exchange, interval, "binance");
    }

    /** The same with what a simulated exchange answers by REST, as to any program; its weight is not spared. */
    public TableComparison comparedWith(Exchange exchange, Interval interval) {
        RequestWeightLimiter unlimited = new RequestWeightLimiter(Integer.MAX_VALUE);
        return comparedWith(
                new RestHistory(new RestKlines(exchange.restUrl(), HttpClient.newHttpClient(), interval, unlimited)),
                interval);
    }

    private Iterable<Row> select(String query) {
        return session.execute(
                SimpleStatement.newInstance(query).setTimeout(PATIENCE).setPageSize(PAGE_ROWS));
    }
}
