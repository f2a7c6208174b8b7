package io.candlestream.tools.verify;

import io.candlestream.tools.output.PairsReport;
import java.util.List;

/**
 * How the stored metrics compare with those of the topic's updates, and with the stored candles.
 *
 * @param equal whether each window of which the topic holds updates is stored so, and none differs from its candle
 * @param differences the first of them, a line each
 */
record MetricReport(boolean equal, List<AssetMetrics> assets, List<String> differences)
        implements PairsReport<MetricReport.AssetMetrics> {
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
    public List<AssetMetrics> pairs() {
        return assets;
    }

    @Override
    public String verdict() {
        return (equal ? "equal: " : "NOT equal: ") + "metrics of " + sum(AssetMetrics::windows) + " windows  missing "
                + sum(AssetMetrics::missing) + "  differing " + sum(AssetMetrics::differing) + "  with a candle "
                + sum(AssetMetrics::candles) + "  beyond the topic " + sum(AssetMetrics::beyond);
    }
}
