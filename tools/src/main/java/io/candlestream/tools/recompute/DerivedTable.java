package io.candlestream.tools.recompute;

import java.util.Locale;

/** The tables of what the consumer makes of other streams. */
public enum DerivedTable {
    FEATURES,
    CORRELATIONS,
    METRICS,
    TRADE_METRICS;

    /** The path of the setting that names it. */
    public String tableKey() {
        return "cassandra." + this + "-table";
    }

    /** The variable that has the consumer fill it. */
    public String enabled() {
        return "CANDLESTREAM_CONSUMER_" + name();
    }

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
