package io.candlestream.bench;

import io.candlestream.bench.race.Races;
import io.candlestream.bench.result.BenchReport;
import io.candlestream.bench.result.ResultJson;
import io.candlestream.bench.trial.Plan;
import io.candlestream.runtime.program.OutputFile;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sandbox.server.ProjectFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the options of a benchmark and runs it. */
@Command(
        name = "bench",
        description = {
            "Races the pipeline against what one would use instead, on the demo's broker and Cassandra.",
            "Contenders run by turns; each has to store the same rows. Figures are medians.",
            ""
        })
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "one short round of each: under 5 minutes")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = RaceNames.class,
            description = "these races: ${COMPLETION-CANDIDATES} (default: all)")
    private List<String> races = List.of();

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            description = "these contenders, by the names in the tables (default: all, quick: seven of them)")
    private List<String> contenders = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "how often each runs (default: 3, quick: 1)")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "rows of the race sink; the others follow (default: 2000000, quick: 200000)")
    private Optional<Long> rows = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the results for programs")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "where to write the tables, in Markdown")
    private Optional<Path> markdown = Optional.empty();

    /** For the help and the shell. */
    private static final class RaceNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        RaceNames() {
            super(Races.names());
        }
    }

    @Override
    public Integer call() {
        Optional<String> contradiction = contradiction();
        if (contradiction.isPresent()) {
            System.err.println("Cannot start the benchmark: " + contradiction.get());
            return Program.MISUSED;
        }
        BenchReport report = new BenchReport(System.out::println);
        Path folder = ProjectFolder.find().sandbox("bench");
        boolean complete = run(folder, report);
        json.ifPresent(file -> OutputFile.write(file, ResultJson.of(report.results())));
        markdown.ifPresent(file -> OutputFile.write(file, report.markdown()));
        return complete ? Program.OK : Program.FAILED;
    }

    private boolean run(Path folder, BenchReport report) {
        try {
            return StopLine.undone(() ->
                            "Stopped before the end of the benchmark: no results are written. Logs are in " + folder)
                    .during(() -> Races.run(races, plan(), folder, report));
        } catch (IllegalStateException | FatalException e) {
            report.progress("The benchmark cannot be finished: " + e.getMessage());
            return false;
        }
    }

    private Plan plan() {
        return (quick ? Plan.quick() : Plan.full()).with(rounds, rows, contenders);
    }

    private Optional<String> contradiction() {
        Optional<String> unknown = races.stream()
                .filter(race -> !Races.names().contains(race))
                .map(race -> "--only " + race + ": no such race; there are " + String.join(", ", Races.names()))
                .findFirst();
        Optional<String> stranger = contenders.stream()
                .filter(name -> !Plan.CONTENDERS.contains(name))
                .map(name ->
                        "--contenders " + name + ": no such contender; there are " + String.join(", ", Plan.CONTENDERS))
                .findFirst();
        boolean numbers = rounds.orElse(1) > 0 && rows.orElse(1L) > 0;
        return unknown.or(() -> stranger)
                .or(() -> OutputFile.obstacle("--json", json))
                .or(() -> OutputFile.obstacle("--report", markdown))
                .or(() -> numbers ? Optional.empty() : Optional.of("--rounds and --rows have to be positive"));
    }
}
