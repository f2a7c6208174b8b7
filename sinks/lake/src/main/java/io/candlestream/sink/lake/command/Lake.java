package io.candlestream.sink.lake.command;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.Settings;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands that look after a lake, one subcommand each. */
public final class Lake {
    private Lake() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(StopLine.undone(() -> "Stopped before it was done.")
                .during(() -> CommandStyle.runOne(
                        Lake.class, () -> commands(ConsumerSettings.loader(Lake.class)::load, System.out), arguments)));
    }

    static CommandLine commands(Supplier<Settings> settings, PrintStream out) {
        return CommandStyle.withHelp(DemoOption.on(new CommandLine(new LakeContext(settings, out))
                .addSubcommand(new CompactCommand())
                .addSubcommand(new ExpireCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new NightlyCommand(Clock.systemUTC()))
                .addSubcommand(new RowsCommand())
                .addSubcommand(new CandlesCommand())
                .addSubcommand(new PastCommand())
                .addSubcommand(new LakeCertifyCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)));
    }
}
