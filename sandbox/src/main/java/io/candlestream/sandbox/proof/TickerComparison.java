package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.ticker.MarketTicker;
import io.candlestream.simulator.ticker.TickerChannel;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerProof;
import io.candlestream.tools.tickers.TickerReport;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The proof that {@code verify} makes of the stored tickers of one window, and whether all that a simulated exchange said is there.
 *
 * @param session stays the caller's to close
 */
public record TickerComparison(CqlSession session, Exchange exchange, TickerChannel tickers) {
    private static final String KEYSPACE = "assets";

    /** What it comes to once the table equals the exchange, or after {@code patience}. */
    public Outcome settled(Duration patience) {
        return Wait.settled(patience, Outcome::equal, this::run);
    }

    private Outcome run() {
        String table = tickers.window().stream();
        List<String> lines = lost(table);
        int lost = lines.size();
        StoredTables tables = new CassandraTables(session, KEYSPACE);
        try {
            TickerReport report = new TickerProof(
                            new StoredTickers(tables, table, tickers.window()),
                            new StoredTrades(tables, "trades", "assets"))
                    .report(List.of(), Optional.empty(), Optional.empty());
            report.text().lines().forEach(lines::add);
            return new Outcome(report.equal() && lost == 0, lines);
        } catch (FatalException e) { // An empty table lacks nothing of an exchange that said nothing.
            lines.add(e.getMessage());
            return new Outcome(lost == 0, lines);
        }
    }

    /** A line for each symbol of which a ticker that was said is not in the table. */
    private List<String> lost(String table) {
        Map<String, Set<Instant>> said = new TreeMap<>();
        exchange.symbols()
                .forEach(symbol -> said.put(
                        symbol,
                        tickers.said(symbol).stream()
                                .map(MarketTicker::eventTime)
                                .map(Instant::ofEpochMilli)
                                .collect(Collectors.toSet())));
        session.execute("SELECT symbol, event_time FROM " + KEYSPACE + "." + table)
                .forEach(row -> said.getOrDefault(row.getString("symbol"), new HashSet<>())
                        .remove(Objects.requireNonNull(row.getInstant("event_time"))));
        List<String> lines = new ArrayList<>();
        said.forEach((symbol, missing) -> {
            if (!missing.isEmpty()) {
                lines.add("NOT equal: of " + symbol + " " + missing.size() + " tickers are not in " + table);
            }
        });
        return lines;
    }
}
