package io.candlestream.sink.lake;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.View;

/**
 * The view of a table in which each row is there once, in its newest version. It has the table's name in a namespace of its own, since
 * readers that know no views (pyiceberg) take everything in a namespace for a table.
 */
record NewestView(JdbcCatalog catalog, Namespace namespace, String table) {
    private static final String DIALECT = "spark";

    /** That of the views, beside {@code namespace}. */
    static Namespace beside(Namespace namespace) {
        String[] levels = namespace.levels().clone();
        levels[levels.length - 1] += "_newest";
        return Namespace.of(levels);
    }

    /** Makes it where it is missing or has other columns than the table now. */
    void prepare(Schema schema, List<String> key) {
        Namespace views = beside(namespace);
        TableIdentifier id = TableIdentifier.of(views, table);
        String query = query(schema, key);
        if (isThere(id, query)) {
            return;
        }
        try {
            if (!catalog.namespaceExists(views)) {
                catalog.createNamespace(views);
            }
            catalog.buildView(id)
                    .withSchema(schema)
                    .withDefaultNamespace(namespace)
                    .withQuery(DIALECT, query)
                    .createOrReplace();
        } catch (AlreadyExistsException | CommitFailedException e) {
            if (!isThere(id, query)) { // another program was first
                throw e;
            }
        }
    }

    private boolean isThere(TableIdentifier id, String query) {
        try {
            View view = catalog.loadView(id);
            SQLViewRepresentation found = view.sqlFor(DIALECT);
            return found != null && found.sql().equals(query);
        } catch (NoSuchViewException e) {
            return false;
        }
    }

    /** The table without catalog and namespace: both are those of the view. */
    private String query(Schema schema, List<String> key) {
        String columns =
                schema.columns().stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        String keys = key.stream().map(NewestView::quoted).collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM (SELECT *, row_number() OVER (PARTITION BY " + keys + " ORDER BY "
                + quoted(LakeColumn.VERSION) + " DESC) AS newest_is_1 FROM " + quoted(table)
                + ") WHERE newest_is_1 = 1";
    }

    private static String quoted(String name) {
        return '`' + name + '`';
    }
}
