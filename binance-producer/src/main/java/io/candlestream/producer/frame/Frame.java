package io.candlestream.producer.frame;

import java.util.Locale;

/** What one message of the exchange turned out to be; made by {@link FrameParser}, acted on by the connection. */
public sealed interface Frame permits Kline, Frame.Answer, Frame.Refusal, Frame.Shutdown, Frame.Rejected {

    /** A control message was accepted; {@code id} is the text of the id it was sent with. */
    record Answer(String id) implements Frame {}

    /** A control message was refused, in the exchange's words; {@code id} is empty when the exchange names none. */
    record Refusal(String id, long code, String message) implements Frame {}

    /** The exchange is about to end this connection. */
    record Shutdown() implements Frame {}

    /** Not usable, for a counted cause; {@code detail} is for a person. */
    record Rejected(Cause cause, String detail) implements Frame {}

    /** Why a message was not usable; the lower-case name is what metrics and logs show. */
    enum Cause {
        /** Not one complete JSON value. */
        NOT_JSON,
        /** Text that is not UTF-8; the library closes the connection on it. */
        NOT_UTF8,
        /** A binary message; the exchange sends text only. */
        BINARY,
        /** Longer than the limit of the settings; the library closes the connection on a long one. */
        TOO_LONG,
        /** JSON, but no event that was subscribed to. */
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
        /** A kline of a symbol or an interval that this connection did not ask for. */
        NOT_SUBSCRIBED,
        /** An update that opens or was made later than the exchange's time allows. */
        FROM_THE_FUTURE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
