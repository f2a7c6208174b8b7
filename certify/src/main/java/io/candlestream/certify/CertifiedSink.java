package io.candlestream.certify;

import java.util.Locale;

/** The stores whose days are certified. */
public enum CertifiedSink {
    CASSANDRA,
    POSTGRES,
    LAKE,
    /** The archive files in a folder. */
    ARCHIVE;

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
