package io.candlestream.loader;

import java.util.Locale;

/** The stores that history is loaded into. */
enum StoreName {
    CASSANDRA,
    POSTGRES,
    LAKE;

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
