package io.candlestream.loader.load;

import io.candlestream.loader.archive.CandlePartition;

/** One month on its way into a store; unless it was {@linkplain #commit committed}, nothing of it stays. For one thread. */
public interface MonthLoad extends AutoCloseable {
    /** The next symbol's candles. */
    void write(CandlePartition partition);

    /** All of it is written; what takes time before the commit is done here. */
    default void prepare() {}

    /** All of it is in the table from now on; one month of a load at a time. */
    void commit();

    @Override
    void close();
}
