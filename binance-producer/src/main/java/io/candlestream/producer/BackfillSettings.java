package io.candlestream.producer;

import io.candlestream.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is set for the backfill alone.
 *
 * @param rate candles a second, at most
 * @param weight request weight a minute, at most
 * @param confirm over how long a time the exchange has to say that it has no candles before that is believed
 * @param folder for the bookmarks
 */
record BackfillSettings(int rate, int weight, Duration confirm, Path folder) {
    /** The settings of the program, which are below {@code candlestream.producer}. */
    static BackfillSettings of(Settings settings) {
        return new BackfillSettings(
                settings.number("backfill-rate", 1, 1_000_000),
                settings.number("backfill-weight", 10, 6000),
                settings.duration("backfill-confirm"),
                Path.of(settings.text("backfill-folder")));
    }
}
