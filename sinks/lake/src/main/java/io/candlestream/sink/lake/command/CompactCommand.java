package io.candlestream.sink.lake.command;

import io.candlestream.runtime.program.Program;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Merges the files of finished days and months. */
@Command(
        name = "compact",
        description = "Merge the files of finished days into one a day, those of finished months into one a symbol.")
final class CompactCommand implements Callable<Integer> {
    @ParentCommand
    private LakeContext lake;

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "only these tables (default: all)")
    private List<String> tables = List.of();

    @Option(
            names = "--before",
            paramLabel = "DATE",
            description = "days before this one are finished, in UTC (default: today)")
    private Optional<LocalDate> before = Optional.empty();

    @Override
    public Integer call() {
        compact(lake, tables, before.orElseGet(() -> LocalDate.now(ZoneOffset.UTC)));
        return Program.OK;
    }

    /** @param today the first day that is not finished */
    static void compact(LakeContext lake, List<String> tables, LocalDate today) {
        lake.forEach("merge", tables, (name, table) -> {
            if (new Compaction(table, today, versions(name), lake.out()::println).run() == 0) {
                lake.out().println(table.name() + ": nothing to merge");
            }
        });
    }

    /** A table of every update keeps each; of all others the newest version is what counts. */
    private static Compaction.Versions versions(String table) {
        return table.equals("raw") || table.endsWith("_raw") ? Compaction.Versions.EACH : Compaction.Versions.NEWEST;
    }
}
