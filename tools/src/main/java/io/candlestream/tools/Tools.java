package io.candlestream.tools;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.candles.ExportCommand;
import io.candlestream.tools.candles.ListCommand;
import io.candlestream.tools.certify.CertifyCommand;
import io.candlestream.tools.deadletters.DeadLettersCommand;
import io.candlestream.tools.doctor.DoctorCommand;
import io.candlestream.tools.longer.BuildCommand;
import io.candlestream.tools.longer.HistoryTools;
import io.candlestream.tools.prepare.PrepareCommand;
import io.candlestream.tools.recompute.RecomputeCommand;
import io.candlestream.tools.refill.RefillCommand;
import io.candlestream.tools.revisions.RevisionsCommand;
import io.candlestream.tools.tail.TailCommand;
import io.candlestream.tools.verify.VerifyCommand;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

/** The operator's tools, one subcommand each. */
public final class Tools {
    private Tools() {}

    /** Runs one tool and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return StopLine.undone(() -> "Stopped before it was done.")
                .during(() -> CommandStyle.run(Tools.class, () -> commands(loader()::load, System.out), arguments));
    }

    static SettingsLoader loader() {
        return new SettingsLoader(Tools.class, "candlestream.tools", Set.of("kafka"));
    }

    /** All of them; only the one that runs asks for the settings. */
    static CommandLine commands(Supplier<Settings> settings, PrintStream out) {
        return CommandStyle.withHelp(DemoOption.on(new CommandLine(new ToolContext(settings, out))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new Cql())
                .addSubcommand(new Sql())
                .addSubcommand(new ListCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new TailCommand())
                .addSubcommand(new PrepareCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new CertifyCommand())
                .addSubcommand(new RevisionsCommand())
                .addSubcommand(new RefillCommand())
                .addSubcommand(new RecomputeCommand())
                .addSubcommand(new CommandLine(new HistoryTools()).addSubcommand(new BuildCommand()))
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new DeadLettersCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Instant.class, CommandStyle.converter(TimeArgument::parse))
                .registerConverter(Interval.class, Tools::interval)));
    }

    private static Interval interval(String code) {
        return Interval.ofCode(code)
                .orElseThrow(() ->
                        new TypeConversionException("'" + code + "' is none of the intervals " + Interval.codes()));
    }
}
