package io.candlestream.certify;

/** Takes the rows of one pair in their order, one thread at a time. */
public interface RowTaker {
    /** The closed candle that opens next; it stays the caller's. */
    void candle(CandleRow row);

    /** The next trade or aggregate trade, by hour and id; it stays the caller's. */
    void event(EventRow row);
}
