package io.candlestream.sandbox.proof;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.ticker.MarketTicker;
import io.candlestream.simulator.ticker.TickerChannel;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerProof;
import io.candlestream.tools.tickers.TickerReport;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The proof that {@code verify} makes of the stored tickers of one window, and whether all that a simulated exchange said is there.
 */
public record TickerComparison(ProvedStore store, Exchange exchange, TickerChannel tickers) {
    private static final int PAGE_ROWS = 5000;

    /** Whether each that is stored is what its trades make, whatever nobody heard; the trades of the newest may be on their way. */
    public Outcome proved() {
        try {
            TickerReport report = report();
            boolean proved = report.symbols().stream().allMatch(symbol -> symbol.differing() + symbol.unproved() == 0);
            List<String> lines = new ArrayList<>(report.text().lines().toList());
            lines.add((proved ? "proved: " : "NOT proved: ") + report.figures());
            return new Outcome(proved, lines);
        } catch (FatalException e) {
            return new Outcome(false, List.of(e.getMessage()));
        }
    }

    private TickerReport report() {
        return store.read(tables -> new TickerProof(
                        new StoredTickers(tables, tickers.window().stream(), tickers.window()),
                        new StoredTrades(tables, "trades", ProvedStore.TABLES))
                .report(List.of(), Optional.empty(), Optional.empty()));
    }

    /** What it comes to now. */
    public Outcome run() {
        List<String> lines = lost(tickers.window().stream());
        int lost = lines.size();
        try {
            TickerReport report = report();
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
        store.read(tables -> {
            tables.rows("SELECT symbol, event_time FROM " + tables.named(table), PAGE_ROWS)
                    .forEach(row -> said.getOrDefault(row.text("symbol"), new HashSet<>())
                            .remove(row.time("event_time")));
            return said;
        });
        List<String> lines = new ArrayList<>();
        said.forEach((symbol, missing) -> {
            if (!missing.isEmpty()) {
                lines.add("NOT equal: of " + symbol + " " + missing.size() + " tickers are not in " + table);
            }
        });
        return lines;
    }
}
