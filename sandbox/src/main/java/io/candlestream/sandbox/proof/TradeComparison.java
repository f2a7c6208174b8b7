package io.candlestream.sandbox.proof;

import io.candlestream.history.PastTrade;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.trades.TradeProof;
import io.candlestream.tools.trades.TradeReport;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import io.candlestream.tools.trades.TradeSource;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
                            new StoredTrades(tables, "trades", ProvedStore.TABLES), Said::new, exchange.interval())
                    .report(List.of()));
            return outcome(report, lost(report, said, over));
        } catch (FatalException e) { // An empty table lacks nothing of an exchange that said nothing.
            return new Outcome(said.values().stream().allMatch(List::isEmpty), List.of(e.getMessage()));
        }
    }

    private List<MarketTrade> said(String symbol) {
        return exchange.trades().said(symbol);
    }

    /** The trades of a symbol, of which there are more while the market goes on. */
    private final class Said implements TradeSource {
        private final String symbol;
        private List<MarketTrade> trades = List.of();

        private Said(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public Optional<PastTrade> trade(long id) {
            if (trades.isEmpty() || id > trades.get(trades.size() - 1).id()) {
                trades = said(symbol);
            }
            long index = trades.isEmpty() ? -1 : id - trades.get(0).id();
            return index < 0 || index >= trades.size()
                    ? Optional.empty()
                    : Optional.of(trades.get((int) index))
                            .filter(trade -> trade.id() == id)
                            .map(TradeComparison::past);
        }

        /** Nothing is asked for by time. */
        @Override
        public OptionalLong firstAt(long time) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong lastBefore(long time) {
            return OptionalLong.empty();
        }
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

    /** What is not there before a pair's first stored trade or, once the exchange is over, behind its last one. */
    private static List<String> lost(TradeReport report, Map<String, List<MarketTrade>> said, boolean over) {
        Map<String, SymbolReport> stored =
                report.symbols().stream().collect(Collectors.toMap(SymbolReport::symbol, Function.identity()));
        List<String> lost = new ArrayList<>();
        said.forEach((symbol, trades) -> {
            if (!trades.isEmpty() && (over || stored.containsKey(symbol))) {
                long first = trades.get(0).id();
                long last = trades.get(trades.size() - 1).id();
                SymbolReport row = stored.get(symbol);
                if (row == null || row.from() != first || (over && row.to() != last)) {
                    lost.add("lost  " + symbol + "  said ids " + first + " to " + last + ", stored "
                            + (row == null ? "none" : row.from() + " to " + row.to()));
                }
            }
        });
        return lost;
    }

    private static Outcome outcome(TradeReport report, List<String> lost) {
        List<String> lines = new ArrayList<>(lost);
        report.text().lines().forEach(lines::add);
        if (!lost.isEmpty()) {
            lines.add("NOT equal: what was said at one end is not stored, of pairs " + lost.size());
        }
        return new Outcome(report.equal() && lost.isEmpty(), lines);
    }
}
