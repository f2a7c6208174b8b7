package io.candlestream.ingest.frame;

import java.util.Locale;

/** Why a message was not usable; the lower-case name is what metrics and logs show. */
public enum RejectCause {
    /** Not one complete JSON value. */
    NOT_JSON,
    /** Text that is not UTF-8; the library closes the connection on it. */
    NOT_UTF8,
    /** A binary message; the exchange sends text only. */
    BINARY,
    /** Longer than the limit of the settings; the library closes the connection on a long one. */
    TOO_LONG,
    /** JSON, but no event of a type that any stream of the connection has. */
    UNEXPECTED,
    /** A required key is absent. */
    MISSING_KEY,
    /** A known key stands twice in one object. */
    DUPLICATE_KEY,
    /** A value of the wrong JSON type. */
    WRONG_TYPE,
    /** A price or volume that is not plain decimal text. */
    NOT_DECIMAL,
    /** An integer beyond its range, a time in microseconds for one. */
    OUT_OF_RANGE,
    /** An event of a symbol or an interval that this connection did not ask for. */
    NOT_SUBSCRIBED,
    /** An event that opens or was made later than the exchange's time allows. */
    FROM_THE_FUTURE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
