package io.candlestream.tools.trades;

import io.candlestream.tools.output.PairsReport;
import java.util.List;

/**
 * How the stored trades compare with the exchange and with the stored candles.
 *
 * @param differences the first of them, a line each
 */
public record TradeReport(boolean equal, List<SymbolReport> symbols, List<String> differences)
        implements PairsReport<TradeReport.SymbolReport> {

    /**
     * One symbol's trades.
     *
     * @param from the first id, {@code to} the last
     * @param missing ids between them that are not stored
     * @param extra rows that the exchange does not have
     * @param differing rows with another value than the exchange's
     * @param epochs how often the ids start again
     * @param candles stored candles that were compared with their trades
     * @param differingCandles those that are another candle than their trades make
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
            long candles,
            long differingCandles) {
        static SymbolReport of(String symbol, IdCheck.Counts ids, long candles, long differingCandles) {
            return new SymbolReport(
                    symbol,
                    ids.first(),
                    ids.last(),
                    ids.stored(),
                    ids.missing(),
                    ids.extra(),
                    ids.differing(),
                    ids.epochs(),
                    candles,
                    differingCandles);
        }

        boolean equal() {
            return missing == 0 && extra == 0 && differing == 0 && differingCandles == 0;
        }

        /** What is as it should be is not in it, so that it fits a terminal. */
        @Override
        public String toString() {
            return symbol + "  ids " + from + " to " + to + "  stored " + stored + "  candles " + candles
                    + some("missing", missing)
                    + some("extra", extra)
                    + some("differing", differing)
                    + some("differing candles", differingCandles)
                    + some("epochs", epochs);
        }
    }

    /** A count that is not zero. */
    static String some(String what, long count) {
        return count == 0 ? "" : "  " + what + " " + count;
    }

    @Override
    public List<SymbolReport> pairs() {
        return symbols;
    }

    @Override
    public String verdict() {
        return (equal ? "equal" : "NOT equal") + ": stored " + sum(SymbolReport::stored) + "  missing "
                + sum(SymbolReport::missing) + "  extra " + sum(SymbolReport::extra) + "  differing "
                + sum(SymbolReport::differing) + "  candles " + sum(SymbolReport::candles) + "  differing candles "
                + sum(SymbolReport::differingCandles);
    }
}
