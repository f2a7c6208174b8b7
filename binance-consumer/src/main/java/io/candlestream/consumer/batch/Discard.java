package io.candlestream.consumer.batch;

import io.candlestream.consumer.row.RowWriter;
import io.candlestream.consumer.row.TableRow;
import java.util.Collection;
import java.util.List;

/** Stands where the table would be when only the console is wanted. */
public final class Discard<R extends TableRow> implements RowWriter<R> {
    @Override
    public void write(Collection<List<R>> groups) {}

    @Override
    public int requestRows() {
        return 1;
    }

    @Override
    public void close() {}
}
