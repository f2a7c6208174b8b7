package io.candlestream.sandbox.demo;

import io.candlestream.runtime.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads the demo's options and runs it. */
@Command(
        name = "demo",
        description = {
            "The whole pipeline on embedded servers: a simulated exchange, a broker, Spark, Cassandra.",
            "Ends with a comparison of the table with the exchange; exit code 0 only if they are equal.",
            ""
        },
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MISUSED = 2;

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() {
        Optional<String> contradiction = options.contradiction();
        if (contradiction.isPresent()) {
            System.err.println("Cannot start the demo: " + contradiction.get());
            return MISUSED;
        }
        if (options.listsSymbols()) {
            return Symbols.print(options, System.out);
        }
        return new Demo(options, Optional.empty(), Terminal.raw()).run();
    }
}
