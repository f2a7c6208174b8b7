package io.candlestream.tools.trades;

import io.candlestream.history.PastAggTrade;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.trades.AggTradeReport.SymbolReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Proves the stored aggregate trades: their ids have no break, their values are those that the exchange tells, and each whose trades
 * are all stored is what these make: of one price, one side and one time, with the sum of their quantities.
 *
 * @param exchange makes, once for each symbol, the source of what its aggregate trades have to be
 */
public record AggTradeProof(IdTable stored, StoredTrades trades, Function<String, SourceById<PastAggTrade>> exchange) {
    /**
     * The report on {@code symbols}, on all that the table holds when there are none.
     *
     * @param from where the comparison begins; without it with the first stored one
     * @param to the end, excluded; without it the last stored one is the last
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     * @throws java.io.UncheckedIOException when the exchange does not answer
     */
    public AggTradeReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        Differences differences = new Differences();
        Map<String, NavigableSet<Long>> hours = trades.hours();
        List<SymbolReport> reports = new StoredWalk<>(stored, StoredAggTrade::of)
                        .checked(
                                symbols,
                                from,
                                to,
                                symbol -> new AggTradeCheck(
                                        symbol,
                                        exchange.apply(symbol),
                                        trades.trades(symbol, hours.getOrDefault(symbol, new TreeSet<>())),
                                        differences))
                        .stream()
                        .map(AggTradeCheck::report)
                        .toList();
        return new AggTradeReport(reports.stream().allMatch(SymbolReport::equal), reports, differences.lines());
    }
}
