package io.candlestream.runtime.metrics;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the endpoint listens.
 *
 * @param address empty when there is to be none
 * @param refusal makes the error for a port that cannot be used, of the reason
 */
public record MetricsSettings(Optional<InetSocketAddress> address, Function<String, SettingsException> refusal) {
    private static final String PORT = "metrics-port";
    private static final String NONE = "none";
    private static final int HIGHEST = 65_535;

    /** Reads {@code metrics-host} and {@code metrics-port}. */
    public static MetricsSettings of(Settings settings) {
        return new MetricsSettings(
                settings.optional(PORT)
                        .filter(port -> !port.equals(NONE))
                        .map(port -> new InetSocketAddress(
                                settings.text("metrics-host"), settings.number(PORT, 0, HIGHEST))),
                reason -> settings.refused(PORT, reason));
    }
}
