package io.candlestream.tools.verify;

import io.candlestream.tools.output.PairsReport;
import java.util.List;

/**
 * How the stored metrics compare with those of the stored trades, and with the stored candles.
 *
 * @param equal whether each window of which trades are stored is stored so, and none differs from its candle
 * @param differences the first of them, a line each
 */
record TradeMetricReport(boolean equal, List<SymbolMetrics> symbols, List<String> differences)
        implements PairsReport<TradeMetricReport.SymbolMetrics> {
    /**
     * One pair's windows.
     *
     * @param missing those that have stored trades and are not in the table
     * @param differing those that say something else than their trades or their candle
     * @param candles those that were compared with a closed candle
     * @param beyond those of hours of which no trade is stored any more
     */
    record SymbolMetrics(String symbol, long windows, long missing, long differing, long candles, long beyond) {
        @Override
        public String toString() {
            return symbol + "  windows " + windows + "  missing " + missing + "  differing " + differing
                    + "  with a candle " + candles + "  beyond the trades " + beyond;
        }
    }

    @Override
    public List<SymbolMetrics> pairs() {
        return symbols;
    }

    @Override
    public String verdict() {
        return (equal ? "equal: " : "NOT equal: ") + "metrics of trades of " + sum(SymbolMetrics::windows)
                + " windows  missing " + sum(SymbolMetrics::missing) + "  differing " + sum(SymbolMetrics::differing)
                + "  with a candle " + sum(SymbolMetrics::candles) + "  beyond the trades "
                + sum(SymbolMetrics::beyond);
    }
}
