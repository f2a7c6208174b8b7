package io.candlestream.tools.verify;

import io.candlestream.tools.output.PairsReport;
import java.util.List;

/**
 * How the stored features, or correlations, compare with those of the stored candles.
 *
 * @param what they are
 * @param equal whether each closed candle has its features and nothing else is there, and there is at least one
 * @param differences the first of them, a line each
 */
record FeatureReport(String what, boolean equal, List<AssetFeatures> assets, List<String> differences)
        implements PairsReport<FeatureReport.AssetFeatures> {
    /** With the verdict that the assets say. */
    static FeatureReport of(String what, List<AssetFeatures> assets, List<String> differences) {
        boolean equal = assets.stream().mapToLong(AssetFeatures::candles).sum() > 0
                && assets.stream().allMatch(one -> one.missing() + one.differing() + one.extra() == 0);
        return new FeatureReport(what, equal, assets, List.copyOf(differences));
    }

    /**
     * One asset's features.
     *
     * @param candles closed ones that are stored
     * @param missing those without features
     * @param differing those with others
     * @param extra features without a candle
     */
    record AssetFeatures(String asset, long candles, long missing, long differing, long extra) {
        @Override
        public String toString() {
            return asset + "  candles " + candles + "  missing " + missing + "  differing " + differing + "  extra "
                    + extra;
        }
    }

    @Override
    public List<AssetFeatures> pairs() {
        return assets;
    }

    @Override
    public String verdict() {
        return (equal ? "equal: " : "NOT equal: ") + what + " of " + sum(AssetFeatures::candles) + " candles  missing "
                + sum(AssetFeatures::missing) + "  differing " + sum(AssetFeatures::differing) + "  extra "
                + sum(AssetFeatures::extra);
    }
}
