package io.candlestream.tools;

import io.candlestream.settings.Program;
import io.candlestream.settings.Settings;
import io.candlestream.settings.SettingsLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's tools, one subcommand each. */
@Command(name = "tools", description = "What an operator runs.", mixinStandardHelpOptions = true)
public final class Tools {
    private Tools() {}

    /** Runs one tool and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Program.run(Tools.class, () -> {
            Settings settings = new SettingsLoader(Tools.class, "candlestream.tools", Set.of()).load();
            CommandLine tools = new CommandLine(new Tools());
            tools.addSubcommand(new Cql(CassandraAddress.of(settings), System.out));
            tools.setExecutionExceptionHandler((e, line, result) -> Program.run(Tools.class, () -> {
                throw e;
            }));
            return tools.execute(arguments);
        });
    }
}
