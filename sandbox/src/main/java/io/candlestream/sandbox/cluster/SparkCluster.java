package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A standalone master and its workers on the loopback, each a child JVM. */
public final class SparkCluster implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";

    /**
     * A dead worker is given up after seconds; the jars of an application go a minute after it. Anyone who joins needs the
     * secret, and nobody ends an application from a page.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("spark.worker.timeout", "10"),
            Map.entry("spark.worker.cleanup.enabled", "true"),
            Map.entry("spark.worker.cleanup.interval", "60"),
            Map.entry("spark.worker.cleanup.appDataTtl", "60"),
            Map.entry("spark.authenticate", "true"),
            Map.entry("spark.network.crypto.enabled", "true"),
            Map.entry("spark.network.crypto.authEngineVersion", "2"),
            Map.entry("spark.network.crypto.cipher", "AES/CTR/NoPadding"),
            Map.entry("spark.network.crypto.saslFallback", "false"),
            Map.entry("spark.ui.killEnabled", "false"),
            Map.entry("spark.master.rest.enabled", "false"));

    private static final int SECRET_BYTES = 24;

    private final ClusterSize size;
    private final String url;
    private final String secret;
    private final SparkHome home;
    private final SparkDaemon master;
    private final List<SparkDaemon> workers = new ArrayList<>();

    private SparkCluster(ClusterSize size, Path folder) {
        this.secret = secret();
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        // A master that is started again takes up its workers and applications from here.
        settings.put("spark.deploy.recoveryMode", "FILESYSTEM");
        settings.put(
                "spark.deploy.recoveryDirectory", folder.resolve("recovery").toString());
        settings.put("spark.authenticate.secret", secret);
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
        return new SparkCluster(size, folder);
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
