package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Spark's standalone master, or a worker with the executors that it starts, as a child JVM. */
public final class SparkDaemon extends Server {
    private final String name;
    private final SparkHome home;
    private final List<String> command;
    private final String greeting;
    private final Path log;
    private final AtomicBoolean greeted = new AtomicBoolean();

    private SparkDaemon(String name, SparkHome home, List<String> command, String greeting, Path folder) {
        this.name = name;
        this.home = home;
        this.command = command;
        this.greeting = greeting;
        this.log = folder.resolve(name + ".log");
        restart();
    }

    /** Starts a master and returns once it leads. */
    static SparkDaemon master(SparkHome home, int port, Path folder) {
        List<String> command = home.command(
                "org.apache.spark.deploy.master.Master",
                "--host",
                SparkCluster.LOOPBACK,
                "--port",
                String.valueOf(port),
                "--webui-port",
                "0");
        return new SparkDaemon("spark-master", home, command, "I have been elected leader", folder);
    }

    /** Starts a worker and returns once the master knows it. */
    static SparkDaemon worker(SparkHome home, String master, ClusterSize size, int number, Path folder) {
        String name = "spark-worker-" + number;
        List<String> command = home.command(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                SparkCluster.LOOPBACK,
                "--webui-port",
                "0",
                "--cores",
                String.valueOf(size.cores()),
                "--memory",
                size.memory(),
                "--work-dir",
                folder.resolve(name).toString(),
                master);
        return new SparkDaemon(name, home, command, "Successfully registered with master", folder);
    }

    /** Ends the executors alone; the worker starts others in their place. */
    public void killExecutors() {
        executors().forEach(ProcessHandle::destroyForcibly);
    }

    /** The executors that a worker has now. */
    Stream<ProcessHandle> executors() {
        return ProcessHandle.of(process().pid()).stream().flatMap(ProcessHandle::children);
    }

    @Override
    protected ChildJvm start() {
        greeted.set(false);
        return ChildJvm.start(name, command, home.environment(), log, line -> {
            if (line.contains(greeting)) {
                greeted.set(true);
            }
        });
    }

    @Override
    protected void awaitAnswer() {
        process().awaitStart(greeted::get);
    }
}
