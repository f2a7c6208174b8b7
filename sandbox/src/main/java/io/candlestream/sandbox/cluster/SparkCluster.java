package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ServerFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A standalone master and its workers on the loopback, each a child JVM. */
public final class SparkCluster implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";

    private static final int SECRET_BYTES = 24;

    private final ClusterSize size;
    private final String url;
    private final String secret;
    private final SparkHome home;
    private final SparkDaemon master;
    private final List<SparkDaemon> workers = new ArrayList<>();

    /** Starts a cluster whose files lie in {@code folder}, and returns once the master knows all workers. */
    public SparkCluster(ClusterSize size, Path folder) {
        this.secret = secret();
        this.home = SparkHome.in(
                folder.resolve("home"),
                ServerFile.of(SparkCluster.class, "spark-defaults.conf")
                        .with("spark.deploy.recoveryDirectory " + folder.resolve("recovery"))
                        .with("spark.authenticate.secret " + secret));
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

    private static String secret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** {@code pipeline} with its consumer set to run here, with all of the cluster's cores and memory. */
    public Pipeline attach(Pipeline pipeline) {
        return pipeline.with("SPARK_MASTER", url)
                .with("SPARK_LOCAL_IP", LOOPBACK)
                .with("CANDLESTREAM_CONSUMER_SPARK_SECRET", secret)
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
