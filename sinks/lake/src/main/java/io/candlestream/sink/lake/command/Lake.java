package io.candlestream.sink.lake.command;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import io.candlestream.runtime.program.StopLine;
import java.time.Clock;
import picocli.CommandLine;

/** The commands that look after a lake, one subcommand each. */
public final class Lake {
    private Lake() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(StopLine.undone(() -> "Stopped before it was done.")
                .during(() -> CommandStyle.runOne(Lake.class, Lake::commands, arguments)));
    }

    static CommandLine commands() {
        return CommandStyle.withHelp(DemoOption.on(new CommandLine(new LakeContext(
                        () -> ConsumerSettings.loader(Lake.class).load(), System.out))
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
