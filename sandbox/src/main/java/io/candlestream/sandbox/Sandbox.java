package io.candlestream.sandbox;

import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.sandbox.chaos.DrillCommand;
import io.candlestream.sandbox.demo.ClusterCommand;
import io.candlestream.sandbox.demo.DemoCommand;
import io.candlestream.sandbox.demo.DemoSettings;
import io.candlestream.sandbox.demo.ReproduceCommand;
import io.candlestream.sandbox.demo.ToolCommand;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.Programs;
import io.candlestream.sandbox.status.StatusCommand;
import io.candlestream.simulator.ExchangeCommand;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sandbox's commands. */
@Command(
        name = "candlestream",
        description = "Candlestream on embedded servers.",
        subcommands = {DemoCommand.class, ClusterCommand.class, DrillCommand.class, ReproduceCommand.class})
public final class Sandbox {
    private Sandbox() {}

    /** Runs one command and exits with its code; 2 for a misuse, and for what could not be done. */
    public static void main(String[] arguments) {
        System.exit(CommandStyle.run(Sandbox.class, Sandbox::commands, arguments));
    }

    /** What works on stored rows is the tools'. */
    private static List<String> history(List<String> arguments) {
        return arguments.stream().findFirst().filter("build"::equals).isPresent()
                ? Programs.java("tools", "history")
                : Programs.java("loader");
    }

    static CommandLine commands() {
        CommandLine commands = new CommandLine(new Sandbox());
        Stream.of(
                        "cql",
                        "sql",
                        "list",
                        "export",
                        "tail",
                        "prepare",
                        "verify",
                        "revisions",
                        "refill",
                        "recompute",
                        "doctor",
                        "dead-letters")
                .forEach(tool -> commands.addSubcommand(tool, new ToolCommand("tools", tool)));
        commands.addSubcommand(new ExchangeCommand(DemoSettings::load, DemoSettings::lake))
                .addSubcommand(new StatusCommand(System.getenv(), System.out))
                .addSubcommand("lake", ToolCommand.by(arguments -> LakeFolder.program()))
                .addSubcommand("certify", ToolCommand.by(LakeFolder::certifier))
                .addSubcommand("dashboard", new ToolCommand("dashboard"))
                .addSubcommand("backfill", new ToolCommand("binance-producer", "backfill"))
                .addSubcommand("load", new ToolCommand("bench", "load"))
                .addSubcommand("history", ToolCommand.by(Sandbox::history))
                .addSubcommand("notebooks", ToolCommand.script("notebooks/run"))
                .setExecutionExceptionHandler((e, line, result) -> {
                    // The message of these is one line; anything else is a bug, whose trace is wanted.
                    if (e instanceof IllegalStateException
                            || e instanceof SettingsException
                            || e instanceof IllegalArgumentException
                            || e instanceof UncheckedIOException) {
                        System.err.println(e.getMessage());
                    } else {
                        e.printStackTrace();
                    }
                    return CommandLine.ExitCode.USAGE;
                });
        return CommandStyle.withHelp(commands);
    }
}
