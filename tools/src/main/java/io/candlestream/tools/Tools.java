package io.candlestream.tools;

import io.candlestream.access.CassandraAddress;
import io.candlestream.history.Moment;
import io.candlestream.schema.Interval;
import io.candlestream.settings.Program;
import io.candlestream.settings.Settings;
import io.candlestream.settings.SettingsLoader;
import io.candlestream.tools.doctor.DoctorCommand;
import io.candlestream.tools.letters.DeadLettersCommand;
import io.candlestream.tools.prepare.PrepareCommand;
import io.candlestream.tools.verify.VerifyCommand;
import java.time.Instant;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The operator's tools, one subcommand each. */
@Command(name = "tools", description = "What an operator runs.", mixinStandardHelpOptions = true)
public final class Tools {
    private Tools() {}

    /** Runs one tool and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Program.tool(Tools.class, () -> {
            CommandLine tools = commands(loader().load());
            tools.setExecutionExceptionHandler((e, line, result) -> Program.tool(Tools.class, () -> {
                throw e;
            }));
            return tools.execute(arguments);
        });
    }

    static SettingsLoader loader() {
        return new SettingsLoader(Tools.class, "candlestream.tools", Set.of("kafka"));
    }

    private static CommandLine commands(Settings settings) {
        return new CommandLine(new Tools())
                .addSubcommand(new Cql(CassandraAddress.of(settings), System.out))
                .addSubcommand(new PrepareCommand(settings, System.out))
                .addSubcommand(new VerifyCommand(settings, System.out))
                .addSubcommand(new DoctorCommand(settings, System.out))
                .addSubcommand(DeadLettersCommand.line(settings, System.out))
                .registerConverter(Instant.class, Tools::time)
                .registerConverter(Interval.class, Tools::interval);
    }

    private static Instant time(String text) {
        try {
            return Moment.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static Interval interval(String code) {
        return Interval.ofCode(code)
                .orElseThrow(() ->
                        new TypeConversionException("'" + code + "' is none of the intervals " + Interval.codes()));
    }
}
