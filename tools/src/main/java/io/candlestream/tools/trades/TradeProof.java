package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proves the stored trades: their ids have no break, their values are those that the exchange tells, and the candles that they make
 * are the stored ones, value for value.
 *
 * @param exchange makes, once for each symbol, the source of what its trades have to be
 */
public record TradeProof(StoredTrades stored, Function<String, SourceById<PastTrade>> exchange, Interval interval) {
    /** The report on all trades of {@code symbols}, as {@link #report(List, Optional, Optional)}. */
    public TradeReport report(List<String> symbols) {
        return report(symbols, Optional.empty(), Optional.empty());
    }

    /**
     * The report on {@code symbols}, on all that the table holds when there are none.
     *
     * @param from where the comparison begins; without it with the first stored trade
     * @param to the end, excluded; without it the last stored trade is the last
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     * @throws java.io.UncheckedIOException when the exchange does not answer
     */
    public TradeReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        Differences differences = new Differences();
        List<SymbolReport> reports = new StoredWalk<>(stored.table(), StoredTrade::of)
                .checked(symbols, from, to, symbol -> check(symbol, differences)).stream()
                        .map(SymbolCheck::report)
                        .toList();
        return new TradeReport(reports.stream().allMatch(SymbolReport::equal), reports, differences.lines());
    }

    private SymbolCheck check(String symbol, Differences differences) {
        Optional<String> asset = stored.table().asset(symbol);
        return new SymbolCheck(
                symbol,
                interval,
                exchange.apply(symbol),
                open -> asset.flatMap(name -> stored.table().candle(name, open)),
                differences);
    }
}
