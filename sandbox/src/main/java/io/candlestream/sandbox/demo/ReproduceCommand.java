package io.candlestream.sandbox.demo;

import io.candlestream.certify.DataSet;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.sandbox.server.Programs;
import io.candlestream.sandbox.server.ProjectFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a data set again by the programs that a person would run one after the other; each has to end well before the next one begins. */
@Command(
        name = "reproduce",
        description = "Make a data set again: fetch the archive files of its pairs and days, compare the root over all"
                + " their rows with that of the data set; with --table load them into Cassandra's table, and compare"
                + " what stands there too. Exit code 0 when the roots are equal; 1 when not, and each day that differs"
                + " is named.")
public final class ReproduceCommand implements Callable<Integer> {
    private static final String ARCHIVE = "CANDLESTREAM_HISTORY_FETCH_URL";

    @Parameters(paramLabel = "FILE", description = "the data set, such as dataset.toml")
    private Path file = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "folder for the archive files (default: ./datasets/ and the name of the data set)")
    private Optional<Path> into = Optional.empty();

    @Option(
            names = "--table",
            description =
                    "load them into Cassandra's table too, once they are proved equal; candles of spot and of whole"
                            + " months alone")
    private boolean table;

    @Option(names = "--demo", paramLabel = "NAME|N", description = "the table of this demo, with --table")
    private Optional<String> demo = Optional.empty();

    @Override
    public Integer call() {
        DataSet set = DataSet.read(file);
        if (table) {
            requireLoadable(set, file);
        }
        String folder = into.orElseGet(
                        () -> ProjectFolder.find().root().resolve("datasets").resolve(set.name()))
                .toString();
        int code = fetch(set, folder);
        if (code == 0) {
            code = check("--sink", "archive", "--data", folder).on(Map.of());
        }
        return code != 0 || !table ? code : ToolCommand.onPlace(demo, () -> 0, place -> load(set, folder, place));
    }

    static void requireLoadable(DataSet set, Path file) {
        if (!set.isOfCandles()) {
            throw new SettingsException("Cannot load " + file
                    + ": trades are not loaded in bulk (without --table, then backfill --streams trades --data DIR)");
        }
        if (!set.isOfSpot()) {
            throw new SettingsException("Cannot load " + file + ": its candles are of futures (" + set.market()
                    + "), and in the table those of spot have the same assets (without --table)");
        }
        if (!set.isOfMonths()) {
            throw new SettingsException("Cannot load " + file + ": from " + set.from() + " to " + set.to()
                    + " are not whole months, and a file of a month brings days too that nothing proves"
                    + " (describe whole months, or without --table)");
        }
    }

    private static int fetch(DataSet set, String folder) {
        Map<String, String> from = System.getenv().containsKey(ARCHIVE)
                ? Map.of()
                : set.archive().map(address -> Map.of(ARCHIVE, address)).orElse(Map.of());
        from.values()
                .forEach(address -> System.out.println(
                        "archive, as the data set names it: " + VisibleText.of(Secrets.withoutLogins(address))));
        int code = 0;
        for (String stream : set.streamNames()) {
            code = code != 0
                    ? code
                    : new Step("loader", "fetch", range(set, folder, "--market", set.market(), "--stream", stream))
                            .on(from);
        }
        return code;
    }

    private int load(DataSet set, String folder, Map<String, String> place) {
        int code = new Step("loader", "load", range(set, folder)).on(place);
        return code == 0 ? check().on(place) : code;
    }

    private Step check(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--check", file.toString()));
        arguments.addAll(List.of(more));
        return new Step("tools", "certify", arguments);
    }

    /** What {@code fetch} and {@code load} know a data set by: its months. */
    private static List<String> range(DataSet set, String folder, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--symbols",
                String.join(",", set.symbols()),
                "--from",
                set.from().toString(),
                "--to",
                set.to().minusDays(1).toString(),
                "--data",
                folder));
        if (!set.interval().isEmpty()) {
            arguments.addAll(List.of("--interval", set.interval()));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** One program. */
    private record Step(String module, String command, List<String> arguments) {
        int on(Map<String, String> environment) {
            return Programs.run(Programs.java(module, command), environment, arguments);
        }
    }
}
