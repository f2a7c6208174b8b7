package io.candlestream.bench.server;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Cassandra with a table of metrics beside that of the candles; it is the metrics that are asked for.
 *
 * @param settings of the consumer that fills it
 */
record BenchMetrics(BenchServers servers, Map<String, String> settings) implements BenchStore {
    private static final String TABLE = "CANDLESTREAM_CONSUMER_CASSANDRA_METRICS_TABLE";

    @Override
    public Pipeline newTables(Map<String, String> topics) {
        Pipeline pipeline = servers.newTables(topics);
        String table = pipeline.value(BenchStream.KLINES.tableVariable()) + "_metrics";
        new TableSetup(servers.session()).table("metrics", table);
        return pipeline.with("CANDLESTREAM_CONSUMER_METRICS", "true")
                .with(settings)
                .with(TABLE, table);
    }

    @Override
    public LongSupplier writes(Pipeline pipeline, BenchStream stream) {
        return servers.writes(pipeline, stream);
    }

    @Override
    public <E> Function<E, CompletionStage<Boolean>> asked(
            Pipeline pipeline, BenchStream stream, LatencyQuery<E> query) {
        return query.in(servers.session(), "assets." + pipeline.value(TABLE));
    }

    @Override
    public TableDigest digest(Pipeline pipeline, Workload<?> workload) {
        return servers.digest(pipeline, workload);
    }

    @Override
    public List<ProcessTree> processes() {
        return servers.processes();
    }

    @Override
    public void drop(Pipeline pipeline) {
        servers.session().execute("DROP TABLE assets." + pipeline.value(TABLE));
        servers.drop(pipeline);
    }
}
