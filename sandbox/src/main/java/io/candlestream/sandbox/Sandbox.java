package io.candlestream.sandbox;

import io.candlestream.sandbox.demo.ClusterCommand;
import io.candlestream.sandbox.demo.DemoCommand;
import io.candlestream.sandbox.demo.ToolCommand;
import io.candlestream.sandbox.drill.DrillCommand;
import io.candlestream.sandbox.simulator.ExchangeCommand;
import io.candlestream.settings.Program;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sandbox's commands. */
@Command(
        name = "candlestream",
        description = "Candlestream on embedded servers.",
        subcommands = {DemoCommand.class, ClusterCommand.class, DrillCommand.class, ExchangeCommand.class})
public final class Sandbox {
    private Sandbox() {}

    /** Runs one command and exits with its code; 2 for a misuse, and for what could not be done. */
    public static void main(String[] arguments) {
        System.exit(Program.tool(Sandbox.class, () -> commands().execute(arguments)));
    }

    static CommandLine commands() {
        return new CommandLine(new Sandbox())
                .addSubcommand("cql", new ToolCommand("tools", "cql"))
                .addSubcommand("prepare", new ToolCommand("tools", "prepare"))
                .addSubcommand("verify", new ToolCommand("tools", "verify"))
                .addSubcommand("doctor", new ToolCommand("tools", "doctor"))
                .addSubcommand("dead-letters", new ToolCommand("tools", "dead-letters"))
                .addSubcommand("dashboard", new ToolCommand("dashboard"))
                .addSubcommand("backfill", new ToolCommand("binance-producer", "backfill"))
                .addSubcommand("notebooks", ToolCommand.script("notebooks/run"))
                .setExecutionExceptionHandler((e, line, result) -> {
                    // The message of these is one line; anything else is a bug, whose trace is wanted.
                    if (e instanceof IllegalStateException || e instanceof UncheckedIOException) {
                        System.err.println(e.getMessage());
                    } else {
                        e.printStackTrace();
                    }
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
