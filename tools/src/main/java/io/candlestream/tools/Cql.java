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
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.tools.access.ToolContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the rows of one query as a table. */
@Command(name = "cql", description = "Print the rows of one CQL query.")
final class Cql implements Callable<Integer> {
    @ParentCommand
    private ToolContext tool;

    @Parameters(paramLabel = "QUERY", description = "such as \"SELECT * FROM assets LIMIT 5\"")
    private String query;

    @Override
    public Integer call() {
        CassandraAddress address = CassandraAddress.of(tool.settings());
        Set<String> tables = new TreeSet<>();
        try (CqlSession session = address.connect()) {
            CqlIdentifier name = CqlIdentifier.fromInternal(address.keyspace());
            session.getMetadata().getKeyspace(name).ifPresent(keyspace -> {
                keyspace.getTables().keySet().forEach(table -> tables.add(table.asCql(true)));
                session.execute("USE " + name.asCql(true));
            });
            print(session.execute(query));
            return Program.OK;
        } catch (DriverException e) {
            boolean unknown = String.valueOf(e.getMessage()).matches("(table|keyspace) \\S+ does not exist");
            String there = unknown ? " (" + address.keyspace() + " has: " + String.join(", ", tables) + ")" : "";
            throw new FatalException("Cannot run the query: " + e.getMessage() + there, e);
        }
    }

    private void print(ResultSet result) {
        List<String> header = StreamSupport.stream(result.getColumnDefinitions().spliterator(), false)
                .map(ColumnDefinition::getName)
                .map(name -> name.asCql(true))
                .toList();
        TextTable table = new TextTable(header, tool.out());
        for (Row row : result) {
            table.add(cells(row));
        }
        table.endWithCount();
    }

    private static List<String> cells(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.isNull(column) ? "" : String.valueOf(row.getObject(column)))
                .toList();
    }
}
