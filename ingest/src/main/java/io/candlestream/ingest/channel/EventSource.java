package io.candlestream.ingest.channel;

import java.util.Locale;

/** By which way an event came; a later one of this list corrects an earlier one. */
public enum EventSource {
    SOCKET,
    REST,
    ARCHIVE;

    /** The value of a record's field. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
