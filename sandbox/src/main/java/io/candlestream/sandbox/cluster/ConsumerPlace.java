package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.Pipeline;
import java.nio.file.Path;
import java.util.Optional;

/** Where a consumer runs: in its own process alone, or on a cluster that lives as long as this. */
public record ConsumerPlace(Optional<SparkCluster> cluster) implements AutoCloseable {
    /** Starts a cluster of {@code size} where there is one. */
    public static ConsumerPlace of(Optional<ClusterSize> size, Path folder) {
        return new ConsumerPlace(size.map(wanted -> new SparkCluster(wanted, folder.resolve("spark"))));
    }

    /** {@code pipeline} with its consumer set to run here. */
    public Pipeline attach(Pipeline pipeline) {
        return cluster.map(there -> there.attach(pipeline)).orElse(pipeline);
    }

    @Override
    public void close() {
        cluster.ifPresent(SparkCluster::close);
    }
}
