package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.ToolContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes keyspace, roles and tables; a change of the writer's or reader's password takes effect with it. */
@Command(
        name = "prepare",
        description =
                "Make Cassandra ready: a superuser of your own in place of the well-known one, keyspace, roles and"
                        + " tables; or PostgreSQL: database, schema, tables and roles. What is there already stays as it"
                        + " is, but for how long rows are kept and how many days of candles share a file, where the"
                        + " settings say so.")
public final class PrepareCommand implements Callable<Integer> {
    @ParentCommand
    private ToolContext tool;

    @Option(names = "--sink", paramLabel = "NAME", description = "cassandra, or postgres; cassandra")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Option(
            names = "--intervals",
            paramLabel = "INTERVAL",
            split = ",",
            completionCandidates = IntervalCodes.class,
            description = "tables of longer candles too, such as 5m,1h: assets_5m, assets_1h")
    private List<Interval> intervals = List.of();

    @Override
    public Integer call() {
        Settings set = tool.settings();
        PrepareSettings prepare = PrepareSettings.of(set);
        if (sink == StoredSink.POSTGRES) {
            new PreparePostgres(set, prepare, intervals).run();
            tool.out().println("PostgreSQL is ready: schema, tables and roles are there");
            return Program.OK;
        }
        return cassandra(set, prepare);
    }

    private int cassandra(Settings set, PrepareSettings prepare) {
        Map<String, String> passwords = Map.of(
                "WRITER_PASSWORD", prepare.writerPassword(),
                "READER_PASSWORD", prepare.readerPassword());
        PrepareStatements.Names names = new PrepareStatements.Names(
                set.text("cassandra.keyspace"), set.text("cassandra.table"), set.text("cassandra.gaps-table"));
        CassandraAddress address = CassandraAddress.of(set);
        TableOptions options = TableOptions.of(set);
        try (CqlSession session = new Superuser(address, prepare).login()) {
            new PrepareStatements(prepare.folder(), passwords, names, intervals).apply(session);
            options.apply(session);
            renew(session, address.as("candlestream_writer", prepare.writerPassword()));
            renew(session, address.as("candlestream_reader", prepare.readerPassword()));
            tool.out()
                    .println("Cassandra is ready: keyspace, roles and tables are there, the login cassandra has ended");
            return Program.OK;
        } catch (DriverException e) {
            throw new FatalException("Cannot prepare Cassandra: " + e.getMessage(), e);
        }
    }

    /** Only where the login does not work yet: Cassandra refuses to change a password twice within five seconds. */
    private static void renew(CqlSession session, CassandraAddress login) {
        login.login()
                .ifPresentOrElse(
                        CqlSession::close,
                        () -> session.execute("ALTER ROLE " + login.username().orElseThrow() + " WITH PASSWORD = "
                                + PrepareStatements.literal(login.password().orElseThrow())));
    }
}
