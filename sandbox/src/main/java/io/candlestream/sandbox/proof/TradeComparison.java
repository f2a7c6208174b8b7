package io.candlestream.sandbox.proof;

import io.candlestream.history.PastTrade;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.tools.trades.SourceById;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.trades.TradeProof;
import io.candlestream.tools.trades.TradeReport;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The proof that {@code verify} makes of the stored trades, with what a simulated exchange said in the place of REST, whose weight
 * belongs to the producer; and whether all that it said is there, from the first trade of each pair to the last.
 */
public record TradeComparison(ProvedStore store, Exchange exchange) {

    /** What it comes to once the table equals the exchange, or after {@code patience}. */
    public Outcome settled(Duration patience) {
        return Wait.settled(patience, Outcome::equal, this::run);
    }

    /** What it comes to now; while the market goes on, the newest trades may be on their way. */
    public Outcome run() {
        boolean over = exchange.finished().isDone();
        Map<String, List<MarketTrade>> said =
                exchange.symbols().stream().collect(Collectors.toMap(Function.identity(), this::said));
        try {
            TradeReport report = store.read(tables -> new TradeProof(
                            new StoredTrades(tables, "trades", ProvedStore.TABLES), this::source, exchange.interval())
                    .report(List.of()));
            return outcome(report, lost(report, said, over));
        } catch (FatalException e) { // An empty table lacks nothing of an exchange that said nothing.
            return new Outcome(said.values().stream().allMatch(List::isEmpty), List.of(e.getMessage()));
        }
    }

    private SourceById<PastTrade> source(String symbol) {
        return new SaidById<>(() -> said(symbol), MarketTrade::id, TradeComparison::past);
    }

    private List<MarketTrade> said(String symbol) {
        return exchange.trades().said(symbol);
    }

    private static PastTrade past(MarketTrade trade) {
        return new PastTrade(
                trade.symbol(),
                trade.id(),
                MarketTrade.text(trade.price()),
                MarketTrade.text(trade.quantity()),
                MarketTrade.text(trade.quoteQuantity()),
                trade.time(),
                !trade.takerBuys(),
                trade.eventTime());
    }

    private static List<String> lost(TradeReport report, Map<String, List<MarketTrade>> said, boolean over) {
        Map<String, SaidById.Ends> stored = report.symbols().stream()
                .collect(Collectors.toMap(SymbolReport::symbol, row -> new SaidById.Ends(row.from(), row.to())));
        return SaidById.lost(said, MarketTrade::id, stored, over);
    }

    private static Outcome outcome(TradeReport report, List<String> lost) {
        return SaidById.outcome(report.equal(), report.text(), lost);
    }
}
