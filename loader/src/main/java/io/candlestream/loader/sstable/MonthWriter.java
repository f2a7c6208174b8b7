package io.candlestream.loader.sstable;

import io.candlestream.loader.archive.CandlePartition;

/** Writes partitions, in the order of their tokens, into one file; unless it was {@linkplain #finish finished}, nothing of it stays. */
public interface MonthWriter extends AutoCloseable {
    /** The next partition; its rows are written newest first, as the table has them. */
    void write(CandlePartition partition);

    /** The file is whole from now on. */
    void finish();

    @Override
    void close();
}
