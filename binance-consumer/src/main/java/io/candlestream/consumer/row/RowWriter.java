package io.candlestream.consumer.row;

import java.util.Collection;
import java.util.List;

/** Where a task's rows go. */
public interface RowWriter<R extends TableRow> extends AutoCloseable {
    /**
     * Writes every row of {@code groups}, each group of one partition key, and returns when all are acknowledged.
     *
     * @throws io.candlestream.runtime.settings.FatalException when that cannot be
     */
    void write(Collection<List<R>> groups) throws InterruptedException;

    /** Rows of one partition key that travel best together. */
    int requestRows();

    @Override
    void close();
}
