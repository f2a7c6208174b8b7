package io.candlestream.tools;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.ToolContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the rows of one query on PostgreSQL as a table. */
@Command(name = "sql", description = "Print the rows of one SQL query on PostgreSQL.")
final class Sql implements Callable<Integer> {
    private static final int PAGE_ROWS = 5000;

    @ParentCommand
    private ToolContext tool;

    @Parameters(paramLabel = "QUERY", description = "such as \"SELECT * FROM assets LIMIT 5\"")
    private String query;

    @Override
    public Integer call() {
        try (Connection connection = PostgresTables.connect(tool.settings());
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(PAGE_ROWS);
            if (statement.execute(query)) {
                print(statement.getResultSet());
            }
            connection.commit();
            return Program.OK;
        } catch (SQLException e) {
            throw new FatalException("Cannot run the query: " + PostgresErrors.describe(e), e);
        }
    }

    private void print(ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        List<String> header = new ArrayList<>();
        for (int column = 1; column <= about.getColumnCount(); column++) {
            header.add(about.getColumnLabel(column));
        }
        TextTable table = new TextTable(header, tool.out());
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= header.size(); column++) {
                cells.add(PostgresTables.text(rows, column));
            }
            table.add(cells);
        }
        table.endWithCount();
    }
}
