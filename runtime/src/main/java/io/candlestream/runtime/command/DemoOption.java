package io.candlestream.runtime.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of every tool that works on a demo. The launcher takes it away; a tool names it in its help, and cannot obey it. */
public final class DemoOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec tool = CommandSpec.create();

    private DemoOption() {}

    /** {@code line} with the option, for itself or for each of its subcommands. */
    public static CommandLine on(CommandLine line) {
        if (line.getSubcommands().isEmpty()) {
            line.addMixin("demo", new DemoOption());
        }
        line.getSubcommands().values().stream()
                .filter(sub -> !(sub.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(DemoOption::on);
        return line;
    }

    @Option(
            names = "--demo",
            paramLabel = "NAME|N",
            description = "of several demos this one, by name or number (status has them)")
    void demo(String name) {
        if (!name.isBlank()) {
            throw new ParameterException(
                    tool.commandLine(),
                    "--demo " + name + ": only ./candlestream knows the demos of this machine (ASSET_CASSANDRA_HOST and"
                            + " REDPANDA_BROKERS say where the servers are)");
        }
    }
}
