package io.candlestream.sink.lake.command;

import io.candlestream.runtime.command.NotNegative;
import io.candlestream.runtime.program.Program;
import io.candlestream.sink.lake.OpenLake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.iceberg.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says what is wrong with the files of tables. */
@Command(
        name = "check",
        description = "Read every file: what is missing, damaged or there twice, and what belongs to nothing.")
final class CheckCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 10;

    @ParentCommand
    private LakeContext lake;

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "only these tables (default: all)")
    private List<String> tables = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "files younger than this may belong to a batch under way"
                    + " (default: 60, and a day for those of a merge or a load)")
    private Optional<Integer> minutes = Optional.empty();

    @Option(names = "--delete", description = "delete the files that belong to nothing")
    private boolean delete;

    @Override
    public Integer call() {
        boolean clean = true;
        try (OpenLake open = lake.open("check")) {
            for (String name : LakeContext.tables(open, tables)) {
                clean &= check(open.table(name));
            }
        }
        return clean ? Program.OK : Program.FAILED;
    }

    private boolean check(Table table) {
        Optional<Duration> grace = minutes.map(Duration::ofMinutes);
        LakeCheck.Findings found = new LakeCheck(
                        table,
                        grace.orElse(Duration.ofHours(1)),
                        grace.orElse(Duration.ofDays(1)),
                        System.currentTimeMillis())
                .run();
        found.faults().stream().limit(MOST_SHOWN).forEach(fault -> lake.out().println("  " + fault));
        found.orphans().stream().limit(MOST_SHOWN).forEach(file -> lake.out().println("  belongs to nothing: " + file));
        if (delete) {
            found.orphans().forEach(table.io()::deleteFile);
        }
        lake.out()
                .println(table.name() + ": " + found.files() + " files, " + found.rows() + " rows, "
                        + found.faults().size() + " faults, " + found.orphans().size() + " files that belong to nothing"
                        + (delete && !found.orphans().isEmpty() ? ", deleted" : ""));
        return found.faults().isEmpty() && (delete || found.orphans().isEmpty());
    }
}
