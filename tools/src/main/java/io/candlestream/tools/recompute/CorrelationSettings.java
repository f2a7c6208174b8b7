package io.candlestream.tools.recompute;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;

/**
 * Of which candles correlations are made, as the consumer has it.
 *
 * @param reference the name of the asset that all others are compared with
 * @param returns how many log returns are compared
 */
public record CorrelationSettings(String reference, int returns) {
    private static final int LEAST = 2;
    private static final int MOST = 1000;

    /** Those of the settings. */
    public static CorrelationSettings of(Settings settings) {
        return new CorrelationSettings(
                settings.text("correlations-reference"), settings.number("correlations-window", LEAST, MOST));
    }

    /**
     * Without the reference there is nothing to compare, and nulls would be equal to nulls.
     *
     * @throws SettingsException when there are no closed candles of it
     */
    public static void requireStored(AssetTable candles, Asset reference) {
        if (candles.closed(reference).isEmpty()) {
            throw new SettingsException("Cannot compare with " + reference.name()
                    + ": no closed candles of it are stored (an asset_name is needed, such as bitcoin:"
                    + " CANDLESTREAM_CONSUMER_CORRELATIONS_REFERENCE)");
        }
    }
}
