package io.candlestream.bench;

import io.candlestream.bench.load.LoadCommand;
import io.candlestream.settings.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmark's commands. */
@Command(
        name = "candlestream",
        description = "Candlestream measured.",
        subcommands = {BenchCommand.class, LoadCommand.class})
public final class Bench {
    private Bench() {}

    /** Runs one command and exits with its code; 2 for a misuse. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Program.run(Bench.class, () -> new CommandLine(new Bench()).execute(arguments));
    }
}
