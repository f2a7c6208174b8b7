package io.candlestream.consumer.spark;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark on its way up: it takes seconds to start, and does so while the servers are waited for. */
public final class SparkStart implements AutoCloseable {
    private static final Duration LONGEST_LOCAL_START = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final SparkConf conf;
    private final Duration deadline;
    private final CompletableFuture<SparkSession> starting = new CompletableFuture<>();

    /** @param deadline how long a cluster may take to give a first executor */
    public SparkStart(SparkConf conf, Duration deadline) {
        this.conf = conf;
        this.deadline = deadline;
    }

    /** Has it start in a thread of its own. */
    public void begin() {
        starting.completeAsync(this::start);
    }

    private SparkSession start() {
        // The builder of a session would copy the settings alone, without the host of Spark's page.
        SparkContext context = SparkContext.getOrCreate(conf);
        SparkSession session = SparkSession.builder().sparkContext(context).getOrCreate();
        session.sparkContext().addSparkListener(new ExecutorLog());
        return session;
    }

    public SparkConf conf() {
        return conf;
    }

    /**
     * Returns once a cluster works for us; a local master is not waited for. The connector asks Spark for the name that the
     * cluster gave us, and fails until it has one.
     *
     * @throws FatalException as {@link #session}
     */
    public void awaitCluster() throws InterruptedException {
        if (Masters.remote(conf)) {
            session();
        }
    }

    /**
     * The session, once there is someone to work for it.
     *
     * @throws FatalException when Spark does not start, or when the cluster gives no executor within the deadline
     */
    public SparkSession session() throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            SparkSession session = starting.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (Masters.remote(conf) && !comeWithTheWork()) {
                awaitExecutor(session, end);
            }
            return session;
        } catch (TimeoutException e) {
            throw cannotRun(" within " + deadline.toSeconds() + " s: it does not answer (SPARK_MASTER;"
                    + " CANDLESTREAM_CONSUMER_SPARK_SECRET if it asks for one, or if"
                    + " ours is not its own)");
        } catch (ExecutionException e) {
            throw cannotRun(": " + RootCause.message(RootCause.innermost(e)) + " (SPARK_MASTER)");
        }
    }

    private boolean comeWithTheWork() {
        return conf.getBoolean("spark.dynamicAllocation.enabled", false);
    }

    private void awaitExecutor(SparkSession session, long end) throws InterruptedException {
        // The driver is one of those that are listed.
        while (session.sparkContext().statusTracker().getExecutorInfos().length < 2) {
            if (System.nanoTime() > end) {
                throw cannotRun(" within " + deadline.toSeconds() + " s: no worker gave an executor of "
                        + conf.get("spark.executor.memory") + " (start workers, free their cores and memory, or set"
                        + " CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY)");
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private FatalException cannotRun(String why) {
        return new FatalException("Cannot run on Spark master " + Masters.of(conf) + why);
    }

    /** Spark that the process's end overtakes amid its start would bury our one line under a trace. */
    @Override
    public void close() {
        if (!Masters.remote(conf)) {
            starting.handle((session, failure) -> true)
                    .completeOnTimeout(false, LONGEST_LOCAL_START.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }
}
