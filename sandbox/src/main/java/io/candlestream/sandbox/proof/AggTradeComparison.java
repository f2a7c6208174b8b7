package io.candlestream.sandbox.proof;

import io.candlestream.history.PastAggTrade;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.market.AggTradeTruth;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.trades.AggTradeProof;
import io.candlestream.tools.trades.AggTradeReport;
import io.candlestream.tools.trades.AggTradeReport.SymbolReport;
import io.candlestream.tools.trades.IdTable;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The proof that {@code verify} makes of the stored aggregate trades, as {@link TradeComparison} of the trades, which it takes from their
 * table too.
 */
public record AggTradeComparison(ProvedStore store, Exchange exchange, AggTradeTruth truth) {
    /** What it comes to now; while the market goes on, the newest trades may be on their way. */
    public Outcome run() {
        return SaidById.outcome(exchange, truth::said, MarketAggTrade::id, () -> {
            AggTradeReport report = store.read(tables -> new AggTradeProof(
                            new IdTable(tables, StoredStream.AGG_TRADES, "agg_trades", ProvedStore.TABLES),
                            new StoredTrades(tables, "trades", ProvedStore.TABLES),
                            symbol -> new SaidById<>(
                                    () -> truth.said(symbol), MarketAggTrade::id, AggTradeComparison::past))
                    .report(List.of(), Optional.empty(), Optional.empty()));
            return new SaidById.Stored(
                    report.equal(),
                    report.text(),
                    report.symbols().stream()
                            .collect(Collectors.toMap(
                                    SymbolReport::symbol, row -> new SaidById.Ends(row.from(), row.to()))));
        });
    }

    private static PastAggTrade past(MarketAggTrade trade) {
        return new PastAggTrade(
                trade.symbol(),
                trade.id(),
                MarketTrade.text(trade.price()),
                MarketTrade.text(trade.quantity()),
                trade.firstTradeId(),
                trade.lastTradeId(),
                trade.time(),
                !trade.takerBuys(),
                trade.eventTime());
    }
}
