package io.candlestream.sink.lake.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortField;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;

/**
 * The order of the rows in merged files, by which also the same row is known: that of the table's sort order, whose last column is the
 * version.
 *
 * @param places of the columns
 */
record RowOrder(List<Integer> places) implements Comparator<StructLike> {
    private static final Comparator<Comparable<Object>> VALUES = Comparator.nullsFirst(Comparable::compareTo);

    static RowOrder of(Table table) {
        Schema schema = table.schema();
        List<String> columns = new ArrayList<>();
        for (SortField field : table.sortOrder().fields()) {
            if (field.nullOrder() != NullOrder.NULLS_FIRST || !field.transform().isIdentity()) {
                throw new IllegalStateException(
                        "Cannot merge " + table.name() + ": its sort order is not of our making");
            }
            columns.add(schema.findColumnName(field.sourceId()));
        }
        return new RowOrder(LakeRows.places(schema, columns));
    }

    @Override
    public int compare(StructLike one, StructLike other) {
        for (int place : places) {
            int order = compare(one, other, place);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    boolean isSameKey(StructLike one, StructLike other) {
        return places.subList(0, places.size() - 1).stream().allMatch(place -> compare(one, other, place) == 0);
    }

    /** What is absent comes first, as the table's own order has it. */
    private static int compare(StructLike one, StructLike other, int place) {
        return VALUES.compare(value(one, place), value(other, place));
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> value(StructLike row, int place) {
        return row.get(place, Comparable.class);
    }
}
