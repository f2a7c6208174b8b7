package io.candlestream.sandbox.chaos;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads a drill's options and runs it. */
@Command(
        name = "drill",
        description = {
            "The whole pipeline on embedded servers, with faults: programs and servers killed or frozen, a broken exchange.",
            "Compares the table with the simulated exchange; exit code 0 only if nothing is lost, extra or mixed.",
            ""
        },
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {
    private static final int MISUSED = 2;

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Override
    public Integer call() {
        Optional<String> contradiction = options.contradiction();
        if (contradiction.isPresent()) {
            System.err.println("Cannot start the drill: " + contradiction.get());
            return MISUSED;
        }
        return new Drill(options, System.out).run();
    }
}
