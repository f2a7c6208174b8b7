package io.candlestream.tools.verify;

import io.candlestream.tools.output.StreamReport;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/**
 * How the stored metrics compare with those of the topic's updates, and with the stored candles.
 *
 * @param equal whether each window of which the topic holds updates is stored so, and none differs from its candle
 * @param differences the first of them, a line each
 */
record MetricReport(boolean equal, List<AssetMetrics> assets, List<String> differences) implements StreamReport {
    /**
     * One asset's windows.
     *
     * @param missing those that the topic has and the table has not
     * @param differing those that say something else than the topic or the candle
     * @param candles those that were compared with a closed candle
     * @param beyond those of which the topic no longer holds all updates
     */
    record AssetMetrics(String asset, long windows, long missing, long differing, long candles, long beyond) {
        @Override
        public String toString() {
            return asset + "  windows " + windows + "  missing " + missing + "  differing " + differing
                    + "  with a candle " + candles + "  beyond the topic " + beyond;
        }
    }

    @Override
    public void print(PrintStream out, OptionalInt width) {
        out.println(StreamReport.text(assets, differences, verdict()));
    }

    /** The one line that a person and a script read. */
    private String verdict() {
        return (equal ? "equal: " : "NOT equal: ") + "metrics of " + sum(AssetMetrics::windows) + " windows  missing "
                + sum(AssetMetrics::missing) + "  differing " + sum(AssetMetrics::differing) + "  with a candle "
                + sum(AssetMetrics::candles) + "  beyond the topic " + sum(AssetMetrics::beyond);
    }

    private long sum(ToLongFunction<AssetMetrics> count) {
        return assets.stream().mapToLong(count).sum();
    }
}
