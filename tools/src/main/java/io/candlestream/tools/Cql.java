package io.candlestream.tools;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.output.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the rows of one query as a table. */
@Command(name = "cql", description = "Print the rows of one CQL query.", mixinStandardHelpOptions = true)
final class Cql implements Callable<Integer> {
    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Parameters(paramLabel = "QUERY", description = "such as \"SELECT * FROM assets LIMIT 5\"")
    private String query;

    Cql(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        CassandraAddress address = CassandraAddress.of(settings.get());
        try (CqlSession session = address.connect()) {
            CqlIdentifier keyspace = CqlIdentifier.fromInternal(address.keyspace());
            if (session.getMetadata().getKeyspace(keyspace).isPresent()) {
                session.execute("USE " + keyspace.asCql(true));
            }
            print(session.execute(query));
            return Program.OK;
        } catch (DriverException e) {
            throw new FatalException("Cannot run the query: " + e.getMessage(), e);
        }
    }

    private void print(ResultSet result) {
        List<String> header = StreamSupport.stream(result.getColumnDefinitions().spliterator(), false)
                .map(ColumnDefinition::getName)
                .map(name -> name.asCql(true))
                .toList();
        TextTable table = new TextTable(header, out);
        for (Row row : result) {
            table.add(cells(row));
        }
        table.endWithCount();
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
            cells.add(row.isNull(i) ? "" : String.valueOf(row.getObject(i)));
        }
        return cells;
    }
}
