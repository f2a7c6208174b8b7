package io.candlestream.sink.lake.read;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * What is known of a file before it is read.
 *
 * @param symbol where all its rows are of one, as is {@code kind}: the interval of candles
 * @param first the time of the earliest row, epoch milliseconds
 * @param last that of the latest one
 * @param largestId of events that have ids
 * @param sorted whether its rows follow each other in time
 */
record PastFile(
        String location,
        long length,
        long rows,
        Optional<String> symbol,
        Optional<String> kind,
        long first,
        long last,
        long largestId,
        boolean sorted) {
    private static final long MICROS = 1000;

    static PastFile of(Table table, PastStream stream, DataFile file) {
        Bounds bounds = new Bounds(table, file);
        Optional<String> symbol = bounds.only("symbol");
        Integer order = file.sortOrderId();
        return new PastFile(
                file.location(),
                file.fileSizeInBytes(),
                file.recordCount(),
                symbol,
                bounds.only(stream.kind()),
                bounds.number(file.lowerBounds(), stream.time())
                        .map(time -> Math.floorDiv(time, MICROS))
                        .orElse(Long.MIN_VALUE),
                bounds.number(file.upperBounds(), stream.time())
                        .map(time -> Math.floorDiv(time, MICROS))
                        .orElse(Long.MAX_VALUE),
                bounds.number(file.upperBounds(), stream.kind()).orElse(Long.MAX_VALUE),
                symbol.isPresent()
                        && order != null
                        && order == table.sortOrder().orderId());
    }

    /** The least and the largest values of columns that a file's entry in the table has. */
    private record Bounds(Table table, DataFile file) {
        private Optional<Object> of(Map<Integer, ByteBuffer> bounds, String column) {
            Types.NestedField field = table.schema().findField(column);
            return Optional.ofNullable(bounds)
                    .filter(all -> field != null)
                    .map(all -> all.get(field.fieldId()))
                    .map(bytes -> Conversions.fromByteBuffer(field.type(), bytes));
        }

        Optional<Long> number(Map<Integer, ByteBuffer> bounds, String column) {
            return of(bounds, column).filter(Long.class::isInstance).map(Long.class::cast);
        }

        /** The only value of a column of texts. A bound that is cut is another one above than below. */
        Optional<String> only(String column) {
            Optional<String> least = of(file.lowerBounds(), column).map(Object::toString);
            return least.filter(
                    text -> of(file.upperBounds(), column).map(Object::toString).equals(least));
        }
    }

    /** How many of its rows are before {@code time}, and not before {@code from}, if they are spread evenly. */
    double rowsBetween(long from, long time) {
        double length = (double) last - first + 1;
        double part = (double) Math.min(time, last + 1) - Math.max(from, first);
        return rows * Math.max(0, Math.min(1, part / length));
    }
}
