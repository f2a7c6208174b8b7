package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.cluster.SparkDaemon;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Executors, workers and the master of a Spark cluster killed (C2). */
final class ClusterFaults {
    static final String ID = "C2";

    /** One to be killed, one to go on. */
    static final int LEAST_WORKERS = 2;

    private static final int BATCH_MILLIS = 300;

    private ClusterFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(ID, "executor killed amid a batch", ClusterFaults::killExecutor),
                new Fault(
                        ID,
                        "worker and its executor killed",
                        (testBed, random) -> kill(aWorker(testBed, random), random)),
                new Fault(
                        ID,
                        "master killed",
                        (testBed, random) -> kill(testBed.cluster().master(), random)),
                new Fault(ID, "master killed, then a worker", (testBed, random) -> {
                    testBed.cluster().master().kill();
                    SparkDaemon worker = aWorker(testBed, random);
                    worker.kill();
                    Wait.of(ServerFaults.absence(random));
                    testBed.cluster().master().restart();
                    worker.restart();
                }),
                new Fault(ID, "all workers killed", (testBed, random) -> {
                    testBed.cluster().workers().forEach(SparkDaemon::kill);
                    Wait.of(ServerFaults.absence(random));
                    testBed.cluster().workers().forEach(SparkDaemon::restart);
                }));
    }

    private static void killExecutor(TestBed testBed, Random random) {
        testBed.checkpoint().awaitNextBatch(Duration.ofSeconds(5));
        Wait.of(Duration.ofMillis(random.nextInt(BATCH_MILLIS)));
        aWorker(testBed, random).killExecutors();
    }

    private static SparkDaemon aWorker(TestBed testBed, Random random) {
        List<SparkDaemon> workers = testBed.cluster().workers();
        return workers.get(random.nextInt(workers.size()));
    }

    private static void kill(SparkDaemon daemon, Random random) {
        ServerFaults.kill(daemon, ServerFaults.absence(random));
    }
}
