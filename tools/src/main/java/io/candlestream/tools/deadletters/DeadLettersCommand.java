package io.candlestream.tools.deadletters;

import io.candlestream.runtime.settings.Settings;
import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the records that could not become a row. */
@Command(
        name = "dead-letters",
        description = "The records that could not become a row: list, show or replay them.",
        mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DeadLettersCommand() {}

    /** The command with its three subcommands. */
    public static CommandLine line(Supplier<Settings> settings, PrintStream out) {
        Supplier<DeadLetterSettings> letters = () -> DeadLetterSettings.of(settings.get());
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListDeadLetters(letters, out))
                .addSubcommand(new ShowDeadLetters(letters, out))
                .addSubcommand(new ReplayDeadLetters(letters, out));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of list, show and replay is needed");
    }
}
