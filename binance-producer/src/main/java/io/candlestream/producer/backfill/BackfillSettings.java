package io.candlestream.producer.backfill;

import io.candlestream.settings.Settings;
import java.nio.file.Path;

/**
 * What is set for the backfill alone.
 *
 * @param rate candles a second, at most
 * @param weight request weight a minute, at most
 * @param folder for the bookmarks
 */
public record BackfillSettings(int rate, int weight, Path folder) {
    /** The settings of the program, which are below {@code candlestream.producer}. */
    public static BackfillSettings of(Settings settings) {
        return new BackfillSettings(
                settings.number("backfill-rate", 1, 1_000_000),
                settings.number("backfill-weight", 10, 6000),
                Path.of(settings.text("backfill-folder")));
    }
}
