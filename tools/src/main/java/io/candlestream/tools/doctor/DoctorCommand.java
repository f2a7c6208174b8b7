package io.candlestream.tools.doctor;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.runtime.terminal.TerminalSize;
import io.candlestream.tools.access.ToolContext;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at every part and says what is wrong with it and what to do. */
@Command(
        name = "doctor",
        description = {
            "Look at brokers, topics, schema, Cassandra, PostgreSQL (where a login is set), tables, role, clock,"
                    + " checkpoint and disk; change nothing. One line each: ok, warn, fail or skip, what was found, and in"
                    + " brackets what to do.",
            "Exit code 0 when nothing failed, 1 when something did."
        })
public final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private ToolContext tool;

    @Option(names = "--json", description = "print the findings as JSON")
    private boolean json;

    @Override
    public Integer call() {
        DoctorSettings doctor = DoctorSettings.of(tool.settings());
        DoctorReport report = new Doctor(doctor, Snapshot.ask(doctor), Clock.systemUTC()).report(program());
        if (json) {
            report.printJson(tool.out());
        } else {
            boolean coloured = Terminal.isColoured();
            report.print(coloured ? Terminal.raw() : tool.out(), Ansi.valueOf(coloured), TerminalSize.width());
        }
        return report.well() ? Program.OK : Program.FAILED;
    }

    private static Path program() {
        try {
            return Path.of(DoctorCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar that was loaded has an address", e);
        }
    }
}
