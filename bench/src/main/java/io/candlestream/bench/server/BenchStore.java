package io.candlestream.bench.server;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.sandbox.server.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The store that a contender's rows end in. */
public interface BenchStore {
    /** How long a run waits at most for the servers to have nothing left to do. */
    Duration SETTLE_PATIENCE = Duration.ofSeconds(60);

    /** A program's way from {@code topics} to empty tables, with a checkpoint of its own. */
    Pipeline newTables(Map<String, String> topics);

    /** A count that grows with the writes that the table of {@code stream} takes. */
    LongSupplier writes(Pipeline pipeline, BenchStream stream);

    /** Asks whether the table of {@code stream} holds an event. */
    <E> Function<E, CompletionStage<Boolean>> asked(Pipeline pipeline, BenchStream stream, LatencyQuery<E> query);

    /** The digest of all rows of the table of the workload's stream. */
    TableDigest digest(Pipeline pipeline, Workload<?> workload);

    /** The servers that take part, as processes. */
    List<ProcessTree> processes();

    /** Removes the rows of a run. */
    void drop(Pipeline pipeline);

    /** Returns when the servers have nothing left to do of the run before, or after a minute. */
    default void settle() {
        new IdleWait(processes()).await(SETTLE_PATIENCE);
    }
}
