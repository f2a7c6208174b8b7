package io.candlestream.sandbox.drill;

import io.candlestream.sandbox.cluster.SparkDaemon;
import io.candlestream.sandbox.rig.Pause;
import io.candlestream.sandbox.rig.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Executors, workers and the master of a Spark cluster killed (C2). */
final class ClusterFaults {
    static final String ID = "C2";

    /** One to be killed, one to go on. */
    static final int LEAST_WORKERS = 2;

    private static final int LONGEST_ABSENCE_MILLIS = 3000;
    private static final int BATCH_MILLIS = 300;

    private ClusterFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(ID, "executor killed amid a batch", ClusterFaults::killExecutor),
                new Fault(ID, "worker and its executor killed", (rig, random) -> kill(aWorker(rig, random), random)),
                new Fault(
                        ID, "master killed", (rig, random) -> kill(rig.cluster().master(), random)),
                new Fault(ID, "master killed, then a worker", (rig, random) -> {
                    rig.cluster().master().kill();
                    SparkDaemon worker = aWorker(rig, random);
                    worker.kill();
                    pause(random);
                    rig.cluster().master().restart();
                    worker.restart();
                }),
                new Fault(ID, "all workers killed", (rig, random) -> {
                    rig.cluster().workers().forEach(SparkDaemon::kill);
                    pause(random);
                    rig.cluster().workers().forEach(SparkDaemon::restart);
                }));
    }

    private static void killExecutor(Rig rig, Random random) {
        rig.checkpoint().awaitNextBatch(Duration.ofSeconds(5));
        Pause.of(Duration.ofMillis(random.nextInt(BATCH_MILLIS)));
        aWorker(rig, random).killExecutors();
    }

    private static SparkDaemon aWorker(Rig rig, Random random) {
        List<SparkDaemon> workers = rig.cluster().workers();
        return workers.get(random.nextInt(workers.size()));
    }

    private static void kill(SparkDaemon daemon, Random random) {
        daemon.kill();
        pause(random);
        daemon.restart();
    }

    private static void pause(Random random) {
        Pause.of(Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MILLIS)));
    }
}
