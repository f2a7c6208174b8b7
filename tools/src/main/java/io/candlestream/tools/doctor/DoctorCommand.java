package io.candlestream.tools.doctor;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.runtime.terminal.TerminalSize;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at every part and says what is wrong with it and what to do. */
@Command(
        name = "doctor",
        description = {
            "Look at brokers, topics, schema, Cassandra, tables, role, clock, checkpoint and disk; change nothing.",
            "One line each: ok, warn, fail or skip, what was found, and in brackets what to do.",
            "Exit code 0 when nothing failed, 1 when something did."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Option(names = "--json", description = "print the findings as JSON")
    private boolean json;

    public DoctorCommand(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        DoctorSettings doctor = DoctorSettings.of(settings.get());
        DoctorReport report = new Doctor(doctor, Snapshot.ask(doctor), Clock.systemUTC()).report(program());
        if (json) {
            report.printJson(out);
        } else {
            OptionalInt width = TerminalSize.width();
            report.print(width.isPresent() ? Terminal.raw() : out, width);
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
