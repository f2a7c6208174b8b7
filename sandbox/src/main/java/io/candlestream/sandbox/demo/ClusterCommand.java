package io.candlestream.sandbox.demo;

import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.sandbox.cluster.ClusterRace;
import io.candlestream.sandbox.cluster.ClusterSize;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads a cluster's options and runs the demo on it, or measures what it costs. */
@Command(
        name = "cluster",
        description = {
            "The demo with its consumer on a Spark cluster of this machine: a standalone master and workers.",
            "Ends with a comparison of the table with the exchange; exit code 0 only if they are equal.",
            ""
        })
public final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--workers", paramLabel = "N", description = "how many workers, 1 to 16 (default: 2)")
    private int workers = 2;

    @Option(names = "--cores", paramLabel = "N", description = "cores of each worker, 1 to 64 (default: 1)")
    private int cores = 1;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "memory of each worker and of its executor, at least 512m (default: 1g)")
    private String memory = "1g";

    @Option(
            names = "--race",
            description = "no demo: rows/s with 1 and 2 executors of one core against local[1] and local[2]")
    private boolean race;

    @Option(names = "--rows", paramLabel = "N", description = "how many records --race reads (default: 1000000)")
    private int rows = 1_000_000;

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() {
        contradiction().ifPresent(reason -> {
            throw new IllegalStateException("Cannot start the cluster: " + reason);
        });
        if (options.listSymbols) {
            return Symbols.print(options, System.out);
        }
        return race
                ? new ClusterRace(rows, memory, System.out).run()
                : new Demo(options, Optional.of(new ClusterSize(workers, cores, memory)), Terminal.raw()).run();
    }

    private Optional<String> contradiction() {
        if (workers < 1 || workers > 16 || cores < 1 || cores > 64) {
            return Optional.of("--workers " + workers + " --cores " + cores + ": 1 to 16 and 1 to 64 are");
        }
        if (!ClusterSize.enough(memory)) {
            return Optional.of("--memory " + memory + ": 512m is the least, 1g and 768m are such sizes");
        }
        if (rows < ClusterRace.LEAST_ROWS) {
            return Optional.of("--rows " + rows + ": " + ClusterRace.LEAST_ROWS + " is the least");
        }
        return options.contradiction();
    }
}
