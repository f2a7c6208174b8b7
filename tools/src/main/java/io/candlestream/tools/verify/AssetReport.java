package io.candlestream.tools.verify;

import java.util.List;
import java.util.SortedMap;

/**
 * How one asset's rows compare with the exchange; times are ISO-8601.
 *
 * @param from the first open time compared, {@code to} the last
 * @param expected the closed candles that the exchange has
 * @param stored the rows of the table
 * @param differing the rows with another value than the exchange's, by column in {@code differingByColumn}
 * @param chainBreaks rows whose trade ids do not continue those of the row before
 * @param chainBreaksAtHoles breaks where rows are missing or the exchange has none
 * @param holeSlots the slots that the exchange has no candle for, in {@code holeStretches}, the oldest of which follow
 */
record AssetReport(
        String asset,
        String symbol,
        String from,
        String to,
        long expected,
        long stored,
        long missing,
        long extra,
        long differing,
        SortedMap<String, Long> differingByColumn,
        long chainBreaks,
        long chainBreaksAtHoles,
        long holeSlots,
        long holeStretches,
        List<HoleReport> holes) {

    boolean equal() {
        return missing == 0 && extra == 0 && differing == 0 && chainBreaks == 0;
    }

    /** A hole; {@code recorded} says whether the table of gaps notes it as confirmed empty. */
    record HoleReport(String from, String to, long slots, boolean recorded) {}
}
