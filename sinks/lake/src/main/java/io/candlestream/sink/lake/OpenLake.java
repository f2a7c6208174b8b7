package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A lake that a command has opened. */
public final class OpenLake implements AutoCloseable {
    private static final String WHERE = " (CANDLESTREAM_LAKE_WAREHOUSE)";

    private final LakeAddress address;
    private final Namespace namespace;
    private final JdbcCatalog catalog;

    private OpenLake(LakeAddress address, Namespace namespace, JdbcCatalog catalog) {
        this.address = address;
        this.namespace = namespace;
        this.catalog = catalog;
    }

    /**
     * That of the sink whose block of settings this is.
     *
     * @throws FatalException when its catalog cannot be reached
     */
    public static OpenLake of(Settings block) {
        LakeAddress address = LakeAddress.of(block);
        try {
            return new OpenLake(address, Namespace.of(block.text("namespace")), address.catalog(new Configuration()));
        } catch (RuntimeException e) {
            throw new FatalException(
                    "Cannot open the lake at " + address + ": " + RootCause.message(RootCause.innermost(e)), e);
        }
    }

    /**
     * As {@link #of}, of a lake that has tables; nothing is made where there is none.
     *
     * @param verb what is to be done with it, for messages
     * @throws FatalException when there is none
     */
    public static OpenLake existing(String verb, Settings block) {
        LakeAddress address = LakeAddress.of(block);
        if (!address.isThere()) {
            throw new FatalException("Cannot " + verb + ": no lake at " + address + WHERE);
        }
        OpenLake lake = of(block);
        if (lake.tables().isEmpty()) {
            lake.close();
            throw new FatalException("Cannot " + verb + ": no tables in the lake at " + address + WHERE);
        }
        return lake;
    }

    /** The names of its tables. */
    public List<String> tables() {
        return catalog.namespaceExists(namespace)
                ? catalog.listTables(namespace).stream()
                        .map(TableIdentifier::name)
                        .sorted()
                        .toList()
                : List.of();
    }

    /** The newest state of a table. */
    public Table table(String name) {
        return catalog.loadTable(TableIdentifier.of(namespace, name));
    }

    /** The name of the table in which a stream's finished rows are. */
    public static String name(RowLayout<?> layout) {
        return LakeLayout.of(layout, false).table();
    }

    /**
     * The table in which a stream's finished rows are, made where it is missing.
     *
     * @throws FatalException when a table is there that cannot hold such rows
     */
    public Table prepared(RowLayout<?> layout) {
        LakeLayout<?> wanted = LakeLayout.of(layout, false);
        return new LakeTables(catalog, namespace).prepared(wanted.table(), wanted);
    }

    /** Gives a row of a stream the columns of its table; what the stream does not know is absent. */
    public static <R extends Row> Function<R, StructLike> rows(RowLayout<R> layout, Schema schema) {
        Map<String, LakeColumn<R>> known = LakeLayout.of(layout, false).columns().stream()
                .collect(Collectors.toMap(LakeColumn::name, column -> column));
        List<LakeColumn<R>> columns = schema.columns().stream()
                .map(field ->
                        known.getOrDefault(field.name(), new LakeColumn<>(field.name(), field.type(), row -> null)))
                .toList();
        return row -> new LakeRow<>(columns).of(row);
    }

    @Override
    public void close() {
        catalog.close();
    }

    /** Where it is, for messages. */
    @Override
    public String toString() {
        return address.at();
    }
}
