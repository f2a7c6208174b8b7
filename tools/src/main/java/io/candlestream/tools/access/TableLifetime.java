package io.candlestream.tools.access;

import io.candlestream.runtime.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/** For how long Cassandra keeps a row, as the settings say. */
public final class TableLifetime {
    private static final Duration LONGEST = Duration.ofDays(20 * 365);

    private TableLifetime() {}

    /**
     * Seconds, 0 for ever; empty where no setting speaks of it, for a stream whose rows then nothing but an operator takes away.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when Cassandra cannot do it
     */
    public static Optional<Long> seconds(Settings settings, StoredStream stream) {
        long keep = seconds(settings, "cassandra." + stream.key("keep"));
        return keep > 0 || stream.window().isPresent() ? Optional.of(keep) : Optional.empty();
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
