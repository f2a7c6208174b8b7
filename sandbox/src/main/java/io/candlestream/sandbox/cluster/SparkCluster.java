package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A standalone master and its workers on the loopback, each a child JVM. */
public final class SparkCluster implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";

    /** A dead worker is given up after seconds; the jars of an application go a minute after it. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.worker.timeout", "10",
            "spark.worker.cleanup.enabled", "true",
            "spark.worker.cleanup.interval", "60",
            "spark.worker.cleanup.appDataTtl", "60");

    private final ClusterSize size;
    private final String url;
    private final SparkHome home;
    private final SparkDaemon master;
    private final List<SparkDaemon> workers = new ArrayList<>();

    private SparkCluster(ClusterSize size, Path folder, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        // A master that is started again takes up its workers and applications from here.
        settings.put("spark.deploy.recoveryMode", "FILESYSTEM");
        settings.put(
                "spark.deploy.recoveryDirectory", folder.resolve("recovery").toString());
        settings.putAll(more);
        this.home = SparkHome.in(folder.resolve("home"), settings);
        int port = Ports.free();
        this.size = size;
        this.url = "spark://" + LOOPBACK + ":" + port;
        this.master = SparkDaemon.master(home, port, folder);
        try {
            for (int number = 1; number <= size.workers(); number++) {
                workers.add(SparkDaemon.worker(home, url, size, number, folder));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts a cluster whose files lie in {@code folder}, and returns once the master knows all workers. */
    public static SparkCluster start(ClusterSize size, Path folder) {
        return start(size, folder, Map.of());
    }

    /** @param settings more of Spark's settings for master and workers */
    public static SparkCluster start(ClusterSize size, Path folder, Map<String, String> settings) {
        return new SparkCluster(size, folder, settings);
    }

    /** {@code pipeline} with its consumer set to run here, with all of the cluster's cores and memory. */
    public Pipeline attach(Pipeline pipeline) {
        return pipeline.with("SPARK_MASTER", url)
                .with("SPARK_LOCAL_IP", LOOPBACK)
                .with("CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED", "true")
                .with("CANDLESTREAM_CONSUMER_SPARK_CORES_MAX", String.valueOf(size.allCores()))
                .with("CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY", size.memory());
    }

    /** The master, to be made to fail. */
    public SparkDaemon master() {
        return master;
    }

    /** The workers, to be made to fail. */
    public List<SparkDaemon> workers() {
        return List.copyOf(workers);
    }

    /** Where it is and how large. */
    @Override
    public String toString() {
        return url + "   " + size;
    }

    @Override
    public void close() {
        workers.forEach(SparkDaemon::close);
        master.close();
        home.close();
    }
}
