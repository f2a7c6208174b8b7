package io.candlestream.sink.lake.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.parquet.InternalReader;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;

/** Reads the rows of files. */
final class LakeRows {
    private LakeRows() {}

    /** Every row of {@code file}; values as Iceberg holds them in memory, a time in microseconds. */
    static CloseableIterable<StructLike> of(InputFile file, Schema schema) {
        return Parquet.read(file)
                .project(schema)
                .createReaderFunc(fileSchema -> InternalReader.create(schema, fileSchema))
                .set("parquet.page.verify-checksum.enabled", "true")
                .build();
    }

    static void each(Table table, DataFile file, Schema schema, Consumer<StructLike> taker) {
        try (CloseableIterable<StructLike> rows = of(table.io().newInputFile(file), schema)) {
            rows.forEach(taker);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file.location(), e);
        }
    }

    /** The key of a row with its version behind it, in the order in which merged files are sorted. */
    static List<Integer> places(Schema schema, List<String> columns) {
        return columns.stream()
                .map(column -> schema.columns().indexOf(schema.findField(column)))
                .toList();
    }
}
