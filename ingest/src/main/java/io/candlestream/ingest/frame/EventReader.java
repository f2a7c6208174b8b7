package io.candlestream.ingest.frame;

import java.io.IOException;

/** The values of an event, read one after the other, each by the type that its key has. */
public interface EventReader {
    String text() throws IOException, RejectedException;

    /** Decimal text as {@link Decimals#isDecimal} has it. */
    String decimal() throws IOException, RejectedException;

    long integer() throws IOException, RejectedException;

    /** A time in epoch milliseconds. */
    long time() throws IOException, RejectedException;

    boolean flag() throws IOException, RejectedException;
}
