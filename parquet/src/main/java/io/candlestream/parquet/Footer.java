package io.candlestream.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** What stands at the end of a file: its columns, where their pages are, and the notes of who wrote it. */
final class Footer {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    /** Of how the file is written, not of this project: a new release writes the same bytes. */
    private static final String WRITTEN_BY = "candlestream version 1";

    private static final int FORMAT_VERSION = 1;
    private static final int LENGTH_BYTES = 4;

    private Footer() {}

    /** The footer, with its length and the mark at the end of a file. */
    static byte[] of(List<ParquetColumn> columns, List<RowGroup> groups, Map<String, String> notes) throws IOException {
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("rows").setNum_children(columns.size()));
        columns.forEach(column -> schema.add(element(column)));
        long rows = groups.stream().mapToLong(RowGroup::getNum_rows).sum();
        FileMetaData about = new FileMetaData(FORMAT_VERSION, schema, rows, groups);
        about.setCreated_by(WRITTEN_BY);
        about.setColumn_orders(Collections.nCopies(columns.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        notes.forEach((key, value) -> about.addToKey_value_metadata(new KeyValue(key).setValue(value)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(about, bytes);
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.write(length.putInt(bytes.size()).array());
        bytes.write(MAGIC);
        return bytes.toByteArray();
    }

    static FileMetaData read(byte[] file) throws IOException {
        int end = file.length - MAGIC.length - LENGTH_BYTES;
        boolean marked = end >= MAGIC.length
                && Arrays.equals(file, file.length - MAGIC.length, file.length, MAGIC, 0, MAGIC.length);
        int length =
                marked ? ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end) : -1;
        if (length < 0 || length > end) {
            throw new IOException("it is no Parquet file, or not a whole one");
        }
        return Util.readFileMetaData(new ByteArrayInputStream(file, end - length, length));
    }

    private static SchemaElement element(ParquetColumn column) {
        PrimitiveType type = column.type();
        SchemaElement element = new SchemaElement(column.name())
                .setType(physical(type))
                .setRepetition_type(FieldRepetitionType.OPTIONAL);
        switch (column.kind()) {
            case TEXT ->
                element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()));
            case TIME ->
                element.setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                        .setLogicalType(
                                LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
            case DECIMAL -> {
                DecimalLogicalTypeAnnotation decimal = (DecimalLogicalTypeAnnotation) type.getLogicalTypeAnnotation();
                element.setType_length(type.getTypeLength())
                        .setConverted_type(ConvertedType.DECIMAL)
                        .setScale(decimal.getScale())
                        .setPrecision(decimal.getPrecision())
                        .setLogicalType(
                                LogicalType.DECIMAL(new DecimalType(decimal.getScale(), decimal.getPrecision())));
            }
            case WHOLE, FLAG, DOUBLE -> {
                // The physical type says all.
            }
        }
        return element;
    }

    static Type physical(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BINARY -> Type.BYTE_ARRAY;
            default -> Type.valueOf(type.getPrimitiveTypeName().name());
        };
    }

    /** Least and greatest value, by which readers pass over groups of rows; none where all are empty. */
    static org.apache.parquet.format.Statistics statistics(Statistics<?> of) {
        org.apache.parquet.format.Statistics about = new org.apache.parquet.format.Statistics();
        about.setNull_count(of.getNumNulls());
        if (of.hasNonNullValue()) {
            about.setMin_value(of.getMinBytes());
            about.setMax_value(of.getMaxBytes());
        }
        return about;
    }
}
