package io.candlestream.tools.access;

import java.util.Locale;

/** The streams whose tables the tools look into. */
public enum StoredStream {
    KLINES,
    TRADES;

    /** The path of its own setting that klines have as {@code name}, such as {@code trades-topic}. */
    public String key(String name) {
        return this == KLINES ? name : this + "-" + name;
    }

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
