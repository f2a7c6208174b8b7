package io.candlestream.bench.server;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.sandbox.server.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Both stores at once: an event is there, and a write is counted, when PostgreSQL has it; Cassandra has to hold the same rows. */
record BothStores(BenchServers cassandra, BenchPostgres postgres) implements BenchStore {
    @Override
    public Pipeline newTables(Map<String, String> topics) {
        Pipeline pipeline = cassandra.newTables(topics);
        postgres.make(pipeline);
        return postgres.writing(pipeline, "cassandra, postgres");
    }

    @Override
    public LongSupplier writes(Pipeline pipeline, BenchStream stream) {
        return postgres.writes(pipeline, stream);
    }

    @Override
    public <E> Function<E, CompletionStage<Boolean>> asked(
            Pipeline pipeline, BenchStream stream, LatencyQuery<E> query) {
        return postgres.asked(pipeline, stream, query);
    }

    @Override
    public TableDigest digest(Pipeline pipeline, Workload<?> workload) {
        TableDigest there = cassandra.digest(pipeline, workload);
        TableDigest here = postgres.digest(pipeline, workload);
        if (!there.equals(here)) {
            throw new IllegalStateException("Cassandra holds " + there + ", and PostgreSQL " + here);
        }
        return here;
    }

    @Override
    public List<ProcessTree> processes() {
        return Stream.concat(
                        cassandra.processes().stream(),
                        postgres.processes().stream().skip(1))
                .toList();
    }

    @Override
    public void drop(Pipeline pipeline) {
        cassandra.drop(pipeline);
        postgres.drop(pipeline);
    }
}
