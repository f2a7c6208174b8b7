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
        })
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() {
        options.contradiction().ifPresent(reason -> {
            throw new IllegalStateException("Cannot start the demo: " + reason);
        });
        if (options.listSymbols) {
            return Symbols.print(options, System.out);
        }
        return new Demo(options, Optional.empty(), Terminal.raw()).run();
    }
}
