package io.candlestream.sink.lake.command;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The bounds of a file's columns, which say of a merged file what it holds without a look into it. Those of texts are cut behind 16
 * characters (Iceberg's {@code truncate(16)}), so only shorter ones are exact.
 */
final class FileBounds {
    private static final int EXACT = 16;
    private static final int TIME = 1;

    private final DataFile file;
    private final List<Types.NestedField> columns;

    /** @param schema the columns that are asked for: of them the second one is the time by which files are kept apart */
    FileBounds(DataFile file, Schema schema) {
        this.file = file;
        this.columns = schema.columns();
    }

    /** Whether every text column is the same in all rows, and every other one has its bounds; none is absent anywhere. */
    boolean isOnePair() {
        return columns.stream().allMatch(this::isTold);
    }

    private boolean isTold(Types.NestedField column) {
        Optional<Object> least = bound(file.lowerBounds(), column);
        Optional<Object> most = bound(file.upperBounds(), column);
        Map<Integer, Long> absent = file.nullValueCounts();
        if (least.isEmpty() || most.isEmpty() || absent == null || absent.getOrDefault(column.fieldId(), 1L) > 0) {
            return false;
        }
        boolean text = column.type().typeId() == Type.TypeID.STRING;
        return !text
                || (least.get().toString().length() < EXACT
                        && least.get().toString().equals(most.get().toString()));
    }

    private static Optional<Object> bound(Map<Integer, ByteBuffer> bounds, Types.NestedField column) {
        return Optional.ofNullable(bounds)
                .map(all -> all.get(column.fieldId()))
                .map(bytes -> Conversions.fromByteBuffer(column.type(), bytes));
    }

    /** Whether all rows are at {@code from} or later, and before {@code to}; in the column's own unit. */
    boolean isWithin(long from, long to) {
        return least(TIME) >= from && most(TIME) < to;
    }

    String text(int place) {
        return bound(file.lowerBounds(), columns.get(place)).orElseThrow().toString();
    }

    /** The smallest and the largest text of a column; none where the file does not tell. */
    Set<String> texts(int place) {
        return Stream.of(file.lowerBounds(), file.upperBounds())
                .flatMap(bounds -> bound(bounds, columns.get(place)).stream())
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    long least(int place) {
        return number(file.lowerBounds(), place);
    }

    long most(int place) {
        return number(file.upperBounds(), place);
    }

    private long number(Map<Integer, ByteBuffer> bounds, int place) {
        return ((Number) bound(bounds, columns.get(place)).orElseThrow()).longValue();
    }
}
