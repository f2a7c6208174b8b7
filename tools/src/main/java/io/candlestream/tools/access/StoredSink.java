package io.candlestream.tools.access;

import java.util.Locale;

/** The stores whose tables the tools make and look into. */
public enum StoredSink {
    CASSANDRA,
    POSTGRES;

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
