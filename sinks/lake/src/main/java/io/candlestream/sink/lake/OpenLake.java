package io.candlestream.sink.lake;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A lake that a command has opened. */
public final class OpenLake implements AutoCloseable {
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
