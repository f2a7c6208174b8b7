package io.candlestream.sink.lake.command;

import io.candlestream.runtime.program.Program;
import io.candlestream.sink.lake.OpenLake;
import io.candlestream.sink.lake.read.ScanFiles;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the rows of a table, for a look and for comparisons; more than fit into memory are for DuckDB and its like. */
@Command(
        name = "rows",
        description = "Print the rows of a table with tabs between the values, the newest version of each.")
final class RowsCommand implements Callable<Integer> {
    private static final long MICROS = 1000;

    @ParentCommand
    private LakeContext lake;

    @Parameters(paramLabel = "TABLE", description = "such as candles")
    private String name = "";

    @Option(names = "--all", description = "every version, in no order")
    private boolean all;

    @Override
    public Integer call() {
        try (OpenLake open = lake.open()) {
            LakeContext.tables(open, List.of(name));
            Table table = open.table(name);
            Schema schema = table.schema();
            lake.out().println(names(schema));
            print(table, schema);
        }
        return Program.OK;
    }

    private void print(Table table, Schema schema) {
        RowOrder order = RowOrder.of(table);
        Map<StructLike, StructLike> newest = new TreeMap<>((one, other) -> {
            return order.isSameKey(one, other) ? 0 : order.compare(one, other);
        });
        ScanFiles.each(table.newScan(), file -> {
            LakeRows.each(table, file, schema, row -> {
                if (all) {
                    lake.out().println(line(row, schema));
                } else {
                    newest.merge(row, row, (one, other) -> order.compare(one, other) >= 0 ? one : other);
                }
            });
        });
        newest.values().forEach(row -> lake.out().println(line(row, schema)));
    }

    /** The names of the columns with tabs between them. */
    static String names(Schema schema) {
        return schema.columns().stream().map(Types.NestedField::name).collect(Collectors.joining("\t"));
    }

    /** The values of a row with tabs between them. */
    static String line(StructLike row, Schema schema) {
        return IntStream.range(0, row.size())
                .mapToObj(place -> text(
                        row.get(place, Object.class),
                        schema.columns().get(place).type()))
                .collect(Collectors.joining("\t"));
    }

    /** A time in epoch milliseconds, a number without zeros at its end, nothing for what is absent. */
    private static String text(Object value, Type type) {
        if (value == null) {
            return "";
        } else if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        } else if (type.typeId() == Type.TypeID.TIMESTAMP) {
            return String.valueOf((Long) value / MICROS);
        }
        return value.toString().replace('\t', ' ');
    }
}
