package io.candlestream.consumer.stream;

import java.util.Locale;

/** Why a record is rejected; the code stands in the dead letter's headers and in the batch's line. */
public enum RejectReason {
    NO_VALUE(Stage.VALUE_CONVERTER),
    TRUNCATED(Stage.VALUE_CONVERTER),
    BAD_LENGTH(Stage.VALUE_CONVERTER),
    TOO_LONG(Stage.VALUE_CONVERTER),
    TRAILING_BYTES(Stage.VALUE_CONVERTER),
    BAD_UTF8(Stage.VALUE_CONVERTER),
    MALFORMED(Stage.VALUE_CONVERTER),
    UNKNOWN_SCHEMA(Stage.VALUE_CONVERTER),
    INCOMPATIBLE_SCHEMA(Stage.VALUE_CONVERTER),
    NO_SUCH_SINK(Stage.TRANSFORMATION),
    NOT_A_NUMBER(Stage.TRANSFORMATION),
    NOT_A_TIME(Stage.TRANSFORMATION),
    NOT_A_BOOLEAN(Stage.TRANSFORMATION),
    NOT_A_UUID(Stage.TRANSFORMATION),
    EMPTY_KEY(Stage.TRANSFORMATION),
    BAD_SYMBOL(Stage.TRANSFORMATION),
    PRICE_NOT_POSITIVE(Stage.TRANSFORMATION),
    PRICE_OUT_OF_RANGE(Stage.TRANSFORMATION),
    BAD_VOLUME(Stage.TRANSFORMATION),
    BAD_TRADE_COUNT(Stage.TRANSFORMATION),
    OFF_THE_GRID(Stage.TRANSFORMATION),
    BAD_CLOSE_TIME(Stage.TRANSFORMATION),
    FROM_THE_FUTURE(Stage.TRANSFORMATION),
    OTHER_INTERVAL(Stage.TRANSFORMATION),
    OTHER_WINDOW(Stage.TRANSFORMATION),
    BAD_TICKER(Stage.TRANSFORMATION),
    BAD_GAP(Stage.TRANSFORMATION);

    /** The step that refused the record, in the words of Kafka Connect's {@code Stage}. */
    public enum Stage {
        VALUE_CONVERTER,
        TRANSFORMATION
    }

    private final Stage stage;

    RejectReason(Stage stage) {
        this.stage = stage;
    }

    /** The step at which this happens. */
    public Stage stage() {
        return stage;
    }

    /** The name in logs and headers, such as {@code not-a-number}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
