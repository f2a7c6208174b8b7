package io.candlestream.tools.refill;

import java.util.List;

/**
 * What was made of one symbol's tickers.
 *
 * @param left a line for each hole of which the stored trades do not make every ticker
 */
record RefillReport(String symbol, long made, long holes, List<String> left) {
    @Override
    public String toString() {
        return symbol + "  made " + made + "  holes " + holes + "  left " + left.size();
    }
}
