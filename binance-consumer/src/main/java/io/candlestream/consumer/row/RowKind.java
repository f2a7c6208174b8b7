package io.candlestream.consumer.row;

import java.io.Serializable;
import java.util.List;
import org.apache.avro.Schema;

/** One kind of stream, such as klines: all that the pipeline has to be told to carry its records into its table. */
public interface RowKind<R extends TableRow> extends Serializable {
    /** The schema by which we read, a record of strings; plain records were written by it as well. */
    Schema schema();

    /** A record with a longer field is refused. */
    int maxTextBytes();

    /** A new decoder of records that were written by {@code written}, a record of strings; for one thread. */
    RowDecoder<R> decoder(Schema written);

    /** A new decoder of the topic's records, for one thread. */
    default RowDecoder<R> decoder() {
        return decoder(schema());
    }

    /** The columns that this kind fills, key columns included. */
    List<Column<R>> columns();

    /** The names of the partition key and the clustering key. */
    List<String> primaryKey();

    /** The file that makes the table, for messages. */
    String cqlFile();

    /** The headings of the console's table. */
    List<String> headings();

    /** The row's cells under {@link #headings()}. */
    List<String> cells(R row);
}
