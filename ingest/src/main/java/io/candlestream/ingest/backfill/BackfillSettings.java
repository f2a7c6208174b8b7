package io.candlestream.ingest.backfill;

import io.candlestream.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is set for backfills alone.
 *
 * @param rate events a second, at most
 * @param weight request weight a minute, at most
 * @param confirm over how long a time the exchange has to say that it has no events before that is believed
 * @param settling for how long a candle has to be over before it is loaded from the exchange
 * @param folder for the bookmarks
 */
public record BackfillSettings(int rate, int weight, Duration confirm, Duration settling, Path folder) {
    /** The settings of the program, which are below {@code candlestream.producer}. */
    public static BackfillSettings of(Settings settings) {
        return new BackfillSettings(
                settings.number("backfill-rate", 1, 1_000_000),
                settings.number("backfill-weight", 10, 6000),
                settings.duration("backfill-confirm"),
                settings.duration("heal-after-close"),
                Path.of(settings.text("backfill-folder")));
    }

    /** The same at another rate. */
    public BackfillSettings at(int perSecond) {
        return new BackfillSettings(perSecond, weight, confirm, settling, folder);
    }
}
