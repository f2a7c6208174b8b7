package io.candlestream.consumer.row;

import java.io.Serializable;
import java.util.List;

/** One kind of stream, such as klines: all that the pipeline has to be told to carry its records into its table. */
public interface RowKind<R extends TableRow> extends Serializable {
    /** A new decoder, for one thread. */
    RowDecoder<R> decoder();

    /** The columns that this kind fills, key columns included. */
    List<Column<R>> columns();

    /** The names of the partition key and the clustering key. */
    List<String> primaryKey();

    /** The headings of the console's table. */
    List<String> headings();

    /** The row's cells under {@link #headings()}. */
    List<String> cells(R row);
}
