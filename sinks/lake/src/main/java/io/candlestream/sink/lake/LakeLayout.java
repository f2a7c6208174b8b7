package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types;

/**
 * The tables that a stream's rows go to. Rows that are updated until they are closed, as candles are, make two: {@code candles} has
 * them once they are closed, {@code raw} has each update. All others have one, under the stream's own name for it.
 *
 * @param open whether a row may still be updated; empty where no row is
 */
record LakeLayout<R extends Row>(
        String table,
        Optional<String> rawTable,
        List<LakeColumn<R>> columns,
        List<String> key,
        String time,
        Optional<Predicate<R>> open) {
    /** The field that says so of a row. */
    private static final String CLOSED = "is_closed";

    /** The tables of the candles have other names in a lake, where more than one is made of them. */
    private static final String ASSETS = "assets";

    private static final String CANDLES = "candles";
    private static final String RAW = "raw";
    private static final String SYMBOL = "symbol";
    private static final Set<String> TRADE_IDS = Set.of("trade_id", "agg_trade_id");

    static <R extends Row> LakeLayout<R> of(RowLayout<R> layout, boolean raw) {
        Optional<Predicate<R>> closed = layout.fields().stream()
                .filter(field -> field.name().equals(CLOSED))
                .filter(Field.OfBoolean.class::isInstance)
                .map(field -> ((Field.OfBoolean<R>) field).value())
                .findFirst();
        String own = layout.table();
        boolean standard = own.equals(ASSETS) && closed.isPresent();
        List<LakeColumn<R>> columns = new ArrayList<>();
        layout.fields().forEach(field -> columns.add(LakeColumn.of(field)));
        columns.add(LakeColumn.version());
        return new LakeLayout<>(
                standard ? CANDLES : own,
                closed.filter(flag -> raw).map(flag -> standard ? RAW : own + "_" + RAW),
                List.copyOf(columns),
                layout.primaryKey(),
                time(layout),
                closed.map(Predicate::not));
    }

    /** The field by whose day the files are kept apart: the last time of the key. */
    private static String time(RowLayout<?> layout) {
        Set<String> times = Set.copyOf(layout.fields().stream()
                .filter(Field.OfTime.class::isInstance)
                .map(Field::name)
                .toList());
        return layout.primaryKey().stream()
                .filter(times::contains)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalArgumentException("No time is in the key of " + layout.table()));
    }

    /** Whether an older version with other values stays: of closed rows, and of trades of either kind. */
    boolean keepsVersions() {
        return open.isPresent() || key.stream().anyMatch(TRADE_IDS::contains);
    }

    List<String> tables() {
        return Stream.concat(Stream.of(table), rawTable.stream()).toList();
    }

    /** A schema for new tables. Key and version are there in each row. */
    Schema schema() {
        List<Types.NestedField> fields = new ArrayList<>();
        for (LakeColumn<R> column : columns) {
            int id = fields.size() + 1;
            boolean needed = key.contains(column.name()) || column.name().equals(LakeColumn.VERSION);
            fields.add(
                    needed
                            ? Types.NestedField.required(id, column.name(), column.type())
                            : Types.NestedField.optional(id, column.name(), column.type()));
        }
        return new Schema(fields);
    }

    /** How the rows of merged files follow each other: by symbol and time, and the versions of a row side by side. */
    SortOrder order(Schema schema) {
        SortOrder.Builder order = SortOrder.builderFor(schema);
        Stream.of(Stream.of(SYMBOL, time), key.stream(), Stream.of(LakeColumn.VERSION))
                .flatMap(columns -> columns)
                .distinct()
                .forEach(order::asc);
        return order.build();
    }

    /** How files are kept apart once a month is merged: by symbol and month. */
    PartitionSpec merged(Schema schema) {
        return PartitionSpec.builderFor(schema).identity(SYMBOL).month(time).build();
    }
}
