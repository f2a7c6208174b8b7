package io.candlestream.sink.lake.command;

import io.candlestream.runtime.command.NotNegative;
import io.candlestream.runtime.program.Program;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Forgets earlier states of tables, and deletes the files that only they name. */
@Command(
        name = "expire",
        description = "Forget earlier states of the tables, and delete the files that only those need.")
final class ExpireCommand implements Callable<Integer> {
    @ParentCommand
    private LakeContext lake;

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "only these tables (default: all)")
    private List<String> tables = List.of();

    @Option(
            names = "--hours",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "states younger than this stay, for those who read them (default: 24)")
    private int hours = 24;

    @Override
    public Integer call() {
        expire(lake, tables, Duration.ofHours(hours));
        return Program.OK;
    }

    static void expire(LakeContext lake, List<String> tables, Duration kept) {
        long before = System.currentTimeMillis() - kept.toMillis();
        lake.forEach("expire", tables, (name, table) -> {
            int forgotten = new Expiry(table, before).run();
            lake.out().println(table.name() + ": " + forgotten + " earlier states forgotten");
        });
    }
}
