package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One of our commands, with the lowest priority, as the launcher runs it beside what is live; again and again until it is closed. */
public final class RepeatedCommand implements AutoCloseable {
    private final CompletableFuture<Integer> runs;
    private volatile boolean enough;

    /** Starts {@code program}, which gets the variables of {@code pipeline}. */
    public RepeatedCommand(Pipeline pipeline, List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(program);
        runs = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!enough) {
                TimedCommand.seconds(pipeline, command, arguments);
                count++;
            }
            return count;
        });
    }

    /** How many there were, once it is closed. */
    public int runs() {
        return runs.join();
    }

    /**
     * Waits for the last run to end.
     *
     * @throws java.util.concurrent.CompletionException when one failed
     */
    @Override
    public void close() {
        enough = true;
        runs.join();
    }
}
