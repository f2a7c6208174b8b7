package io.candlestream.tools.verify;

import java.util.Locale;

/** The tables of what the consumer makes of other streams. */
enum DerivedTable {
    FEATURES,
    METRICS;

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
