package io.candlestream.loader;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.Interval;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The commands of the past in bulk. */
@Command(
        name = "history",
        description = {
            "Years of candles at the speed of the disk: from the exchange's public archive",
            "into Cassandra, PostgreSQL and the lake."
        },
        footer = {
            "Besides: ./candlestream history build makes longer candles of stored ones,",
            "./candlestream history verify compares what was loaded with its files."
        })
public final class Loader {
    private Loader() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(StopLine.undone(() -> "Stopped: the same command goes on where it stopped.")
                .during(() ->
                        CommandStyle.runOne(Loader.class, () -> commands(loader()::load, System.out), arguments)));
    }

    static SettingsLoader loader() {
        return new SettingsLoader(Loader.class, "candlestream.history", Set.of("asset-names"));
    }

    static CommandLine commands(Supplier<Settings> settings, PrintStream out) {
        return CommandStyle.withHelp(DemoOption.on(new CommandLine(new Loader())
                .addSubcommand(new HistoryFetch(settings, out))
                .addSubcommand(new HistoryListings(settings, out))
                .addSubcommand(new HistoryLoad(settings, out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Instant.class, CommandStyle.converter(Loader::time))
                .registerConverter(Interval.class, Loader::interval)));
    }

    /** A month as well: 2021-04 is its first day. */
    private static Instant time(String text) {
        return TimeArgument.parse(text.matches("\\d{4}-\\d{2}") ? text + "-01" : text);
    }

    private static Interval interval(String code) {
        return Interval.ofCode(code)
                .orElseThrow(() ->
                        new TypeConversionException("'" + code + "' is none of the intervals " + Interval.codes()));
    }
}
