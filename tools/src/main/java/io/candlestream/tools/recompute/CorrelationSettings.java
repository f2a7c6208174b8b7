package io.candlestream.tools.recompute;

import io.candlestream.runtime.settings.Settings;

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
}
