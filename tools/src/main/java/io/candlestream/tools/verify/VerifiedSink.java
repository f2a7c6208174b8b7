package io.candlestream.tools.verify;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.StoredSink;
import java.util.Locale;

/** The stores whose candles are compared. */
enum VerifiedSink {
    CASSANDRA,
    POSTGRES,
    LAKE;

    /**
     * The one that answers queries.
     *
     * @param what is looked for in it
     */
    StoredSink queried(String what) {
        return switch (this) {
            case CASSANDRA -> StoredSink.CASSANDRA;
            case POSTGRES -> StoredSink.POSTGRES;
            case LAKE ->
                throw new SettingsException("Cannot verify " + what
                        + " in the lake: only its klines are compared (./candlestream certify --sink lake proves days of"
                        + " trades)");
        };
    }

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
