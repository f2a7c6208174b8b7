package io.candlestream.tools.access;

import io.candlestream.runtime.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/** For how long Cassandra keeps a row, as the settings say. */
public final class TableLifetime {
    /** Of the tables that have such a setting. */
    private static final Duration LONGEST = Duration.ofDays(20 * 365);

    private TableLifetime() {}

    /**
     * Seconds, 0 for ever; empty for a stream whose rows nothing but an operator takes away.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when Cassandra cannot do it
     */
    public static Optional<Long> seconds(Settings settings, StoredStream stream) {
        return stream.window().map(window -> seconds(settings, "cassandra." + stream.key("keep")));
    }

    private static long seconds(Settings settings, String path) {
        if (settings.optional(path).isEmpty()) {
            return 0;
        }
        Duration keep = settings.duration(path);
        if (keep.toSeconds() < 1 || keep.compareTo(LONGEST) > 0) {
            throw settings.refused(path, "1 second to 20 years is needed, or nothing to keep all");
        }
        return keep.toSeconds();
    }
}
