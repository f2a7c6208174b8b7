package io.candlestream.consumer.wire;

import io.candlestream.consumer.row.Column;
import io.candlestream.consumer.row.RowDecoder;
import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.row.TableRow;
import java.util.List;
import org.apache.avro.Schema;

/** A kind of stream whose records may be framed with the id of their schema; all else is as in {@code plain}. */
public record Framed<R extends TableRow>(RowKind<R> plain, SchemaRegistry registry) implements RowKind<R> {
    private static final long serialVersionUID = 1;

    @Override
    public RowDecoder<R> decoder() {
        return new FramedDecoder<>(plain, registry);
    }

    @Override
    public Schema schema() {
        return plain.schema();
    }

    @Override
    public int maxTextBytes() {
        return plain.maxTextBytes();
    }

    @Override
    public RowDecoder<R> decoder(Schema written) {
        return plain.decoder(written);
    }

    @Override
    public List<Column<R>> columns() {
        return plain.columns();
    }

    @Override
    public List<String> primaryKey() {
        return plain.primaryKey();
    }

    @Override
    public String cqlFile() {
        return plain.cqlFile();
    }

    @Override
    public List<String> headings() {
        return plain.headings();
    }

    @Override
    public List<String> cells(R row) {
        return plain.cells(row);
    }
}
