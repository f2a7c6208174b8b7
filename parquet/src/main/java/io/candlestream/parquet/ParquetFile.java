package io.candlestream.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.MessageType;

/**
 * A file that {@link ParquetWriter} wrote, read whole. It is no reader of other people's files.
 *
 * @param notes as the writer was given them
 * @param rows the values of each row, in the order of the columns; null where there is none
 */
public record ParquetFile(Map<String, String> notes, List<List<Object>> rows) {
    /**
     * Reads {@code file}, which has these columns.
     *
     * @throws IOException when it is no such file, or not a whole one
     */
    public static ParquetFile read(byte[] file, List<ParquetColumn> columns) throws IOException {
        FileMetaData about = Footer.read(file);
        List<String> found =
                about.getSchema().stream().skip(1).map(SchemaElement::getName).toList();
        List<String> wanted = columns.stream().map(ParquetColumn::name).toList();
        if (!found.equals(wanted)) {
            throw new IOException("its columns are " + found + " instead of " + wanted);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        Optional.ofNullable(about.getKey_value_metadata())
                .orElse(List.of())
                .forEach((KeyValue note) -> notes.put(note.getKey(), note.getValue()));
        List<List<Object>> rows = new ArrayList<>();
        MessageType schema = ParquetWriter.schema(columns);
        for (RowGroup group : about.getRow_groups()) {
            rows(file, group, columns, schema, rows);
        }
        return new ParquetFile(notes, rows);
    }

    private static void rows(
            byte[] file, RowGroup group, List<ParquetColumn> columns, MessageType schema, List<List<Object>> rows)
            throws IOException {
        Map<String, ReadPages> pages = new LinkedHashMap<>();
        for (ColumnChunk chunk : group.getColumns()) {
            ColumnMetaData column = chunk.getMeta_data();
            pages.put(column.getPath_in_schema().get(0), ReadPages.of(file, column, schema));
        }
        ColumnReadStoreImpl store =
                new ColumnReadStoreImpl(ReadPages.store(pages, group.getNum_rows()), new NoRecords(), schema, "");
        List<ColumnReader> readers =
                schema.getColumns().stream().map(store::getColumnReader).toList();
        for (long row = 0; row < group.getNum_rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                ColumnReader reader = readers.get(i);
                values.add(
                        reader.getCurrentDefinitionLevel() == 0
                                ? null
                                : columns.get(i).read(reader));
                reader.consume();
            }
            rows.add(values);
        }
    }
}
