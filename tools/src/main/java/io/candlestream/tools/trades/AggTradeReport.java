package io.candlestream.tools.trades;

import io.candlestream.tools.output.PairsReport;
import java.util.List;

/**
 * How the stored aggregate trades compare with the exchange and with the stored trades.
 *
 * @param differences the first of them, a line each
 */
public record AggTradeReport(boolean equal, List<SymbolReport> symbols, List<String> differences)
        implements PairsReport<AggTradeReport.SymbolReport> {

    /**
     * One symbol's aggregate trades; the counts of the ids are those of {@link TradeReport.SymbolReport}.
     *
     * @param byTrades those that are what their stored trades make
     * @param differingFromTrades those that are something else
     * @param breaks how often neighbours have a trade between them, or share one: the exchange's own, as long as values do not differ
     */
    public record SymbolReport(
            String symbol,
            long from,
            long to,
            long stored,
            long missing,
            long extra,
            long differing,
            long epochs,
            long byTrades,
            long differingFromTrades,
            long breaks) {
        static SymbolReport of(
                String symbol, IdCheck.Counts ids, long byTrades, long differingFromTrades, long breaks) {
            return new SymbolReport(
                    symbol,
                    ids.first(),
                    ids.last(),
                    ids.stored(),
                    ids.missing(),
                    ids.extra(),
                    ids.differing(),
                    ids.epochs(),
                    byTrades,
                    differingFromTrades,
                    breaks);
        }

        boolean equal() {
            return missing == 0 && extra == 0 && differing == 0 && differingFromTrades == 0;
        }

        /** What is as it should be is not in it, so that it fits a terminal. */
        @Override
        public String toString() {
            return symbol + "  ids " + from + " to " + to + "  stored " + stored + "  by trades " + byTrades
                    + TradeReport.some("missing", missing)
                    + TradeReport.some("extra", extra)
                    + TradeReport.some("differing", differing)
                    + TradeReport.some("differing from trades", differingFromTrades)
                    + TradeReport.some("breaks", breaks)
                    + TradeReport.some("epochs", epochs);
        }
    }

    @Override
    public List<SymbolReport> pairs() {
        return symbols;
    }

    @Override
    public String verdict() {
        return (equal ? "equal" : "NOT equal") + ": aggregate trades " + sum(SymbolReport::stored) + "  missing "
                + sum(SymbolReport::missing) + "  extra " + sum(SymbolReport::extra) + "  differing "
                + sum(SymbolReport::differing) + "  by trades " + sum(SymbolReport::byTrades)
                + "  differing from trades " + sum(SymbolReport::differingFromTrades) + "  breaks "
                + sum(SymbolReport::breaks);
    }
}
