package io.candlestream.tools.tickers;

import io.candlestream.tools.output.PairsReport;
import java.util.List;

/**
 * How the stored tickers compare with the stored trades.
 *
 * @param window of the tickers, such as 1h
 * @param equal whether none differs or is missing, and at least one could be compared
 * @param differences the first of them, a line each
 */
public record TickerReport(String window, boolean equal, List<SymbolReport> symbols, List<String> differences)
        implements PairsReport<TickerReport.SymbolReport> {
    /**
     * One symbol's tickers.
     *
     * @param proved those that are what their trades make
     * @param unproved those of which not every trade is stored
     * @param differing those that are something else
     * @param holes stretches of time with trades that no ticker told of in time
     */
    public record SymbolReport(String symbol, long proved, long unproved, long differing, long holes) {
        @Override
        public String toString() {
            return symbol + "  proved " + proved + "  without their trades " + unproved + "  differing " + differing
                    + "  holes " + holes;
        }
    }

    @Override
    public List<SymbolReport> pairs() {
        return symbols;
    }

    @Override
    public String verdict() {
        return (equal ? "equal: " : "NOT equal: ") + figures();
    }

    /** What was counted, of all symbols. */
    public String figures() {
        return "tickers of " + window + "  proved " + sum(SymbolReport::proved) + "  without their trades "
                + sum(SymbolReport::unproved) + "  differing " + sum(SymbolReport::differing) + "  holes "
                + sum(SymbolReport::holes);
    }
}
