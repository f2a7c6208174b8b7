package io.candlestream.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.schema.MessageType;

/** Writes rows as one Parquet file. The same rows, columns and notes are the same bytes. For one thread. */
public final class ParquetWriter {
    /** Bytes in memory, after which a group of rows is written: what a reader takes at once. */
    private static final long GROUP_BYTES = 64 << 20;

    private static final int ROWS_A_LOOK = 1000;
    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withDictionaryEncoding(true)
            .build();

    private final OutputStream out;
    private final List<ParquetColumn> columns;
    private final Map<String, String> notes;
    private final MessageType schema;
    private final List<RowGroup> groups = new ArrayList<>();
    private final List<ColumnWriter> writers = new ArrayList<>();
    private Map<String, ColumnPages> pages = Map.of();
    private ColumnWriteStore store;
    private long position;
    private long rows;

    /**
     * @param out stays the caller's to close
     * @param notes stand in the file's metadata, in their order
     */
    public ParquetWriter(OutputStream out, List<ParquetColumn> columns, Map<String, String> notes) throws IOException {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.notes = new LinkedHashMap<>(notes);
        this.schema = schema(columns);
        out.write(Footer.MAGIC);
        position = Footer.MAGIC.length;
        store = begin();
    }

    static MessageType schema(List<ParquetColumn> columns) {
        return new MessageType(
                "rows", List.copyOf(columns.stream().map(ParquetColumn::type).toList()));
    }

    private ColumnWriteStore begin() {
        Map<String, ColumnPages> empty = new LinkedHashMap<>();
        schema.getColumns()
                .forEach(column -> empty.put(column.getPath()[0], new ColumnPages(column.getPrimitiveType())));
        pages = empty;
        rows = 0;
        ColumnWriteStore begun = PROPERTIES.newColumnWriteStore(schema, column -> empty.get(column.getPath()[0]));
        writers.clear();
        schema.getColumns().forEach(column -> writers.add(begun.getColumnWriter(column)));
        return begun;
    }

    /**
     * Writes a row.
     *
     * @param values one for each column, null where there is none
     * @throws IllegalArgumentException for a number that has more digits than a column holds: names both
     */
    public void write(List<?> values) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                writers.get(i).writeNull(0, 0);
            } else {
                columns.get(i).write(value, writers.get(i));
            }
        }
        store.endRecord();
        rows++;
        if (rows % ROWS_A_LOOK == 0 && store.getBufferedSize() > GROUP_BYTES) {
            end();
            store = begin();
        }
    }

    /** Writes what is left, and the footer: now it is a whole file. */
    public void finish() throws IOException {
        end();
        out.write(Footer.of(columns, groups, notes));
    }

    private void end() throws IOException {
        store.flush();
        store.close();
        if (rows == 0) {
            return;
        }
        List<ColumnChunk> chunks = new ArrayList<>();
        long from = position;
        long plain = 0;
        for (ColumnPages column : pages.values()) {
            ColumnChunk chunk = column.writeTo(out, position);
            chunks.add(chunk);
            plain += chunk.getMeta_data().getTotal_uncompressed_size();
            position += column.size();
        }
        RowGroup group = new RowGroup(chunks, plain, rows);
        group.setFile_offset(from);
        group.setTotal_compressed_size(position - from);
        group.setOrdinal((short) groups.size());
        groups.add(group);
    }
}
