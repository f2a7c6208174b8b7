package io.candlestream.sandbox.proof;

import io.candlestream.history.PastTrade;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.tools.trades.SourceById;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.trades.TradeProof;
import io.candlestream.tools.trades.TradeReport;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The proof that {@code verify} makes of the stored trades, with what a simulated exchange said in the place of REST, whose weight
 * belongs to the producer; and whether all that it said is there, from the first trade of each pair to the last.
 */
public record TradeComparison(ProvedStore store, Exchange exchange) {

    /** What it comes to now; while the market goes on, the newest trades may be on their way. */
    public Outcome run() {
        return SaidById.outcome(exchange, this::said, MarketTrade::id, () -> {
            TradeReport report = store.read(tables -> new TradeProof(
                            new StoredTrades(tables, "trades", ProvedStore.TABLES), this::source, exchange.interval())
                    .report(List.of()));
            return new SaidById.Stored(
                    report.equal(),
                    report.text(),
                    report.symbols().stream()
                            .collect(Collectors.toMap(
                                    SymbolReport::symbol, row -> new SaidById.Ends(row.from(), row.to()))));
        });
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
}
