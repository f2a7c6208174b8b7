package io.candlestream.bench;

import io.candlestream.bench.load.LoadCommand;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import java.time.Instant;
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
        return CommandStyle.run(Bench.class, Bench::commands, arguments);
    }

    static CommandLine commands() {
        CommandLine commands = new CommandLine(new Bench());
        DemoOption.on(commands.getSubcommands().get("load"));
        return CommandStyle.withHelp(commands)
                .registerConverter(Instant.class, CommandStyle.converter(TimeArgument::parse));
    }
}
