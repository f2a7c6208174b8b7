package io.candlestream.producer.frame;

import io.candlestream.producer.frame.StrictJson.RejectedException;
import java.io.IOException;

/** The values of a kline event, read one after the other, each by the type that its key has. */
interface KlineValues {
    String text() throws IOException, RejectedException;

    /** Decimal text as {@link StrictJson#isDecimal} has it. */
    String decimal() throws IOException, RejectedException;

    long integer() throws IOException, RejectedException;

    /** A time in epoch milliseconds. */
    long time() throws IOException, RejectedException;

    boolean flag() throws IOException, RejectedException;
}
