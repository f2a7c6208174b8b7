package io.candlestream.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real Spark, whose heartbeats come often. */
class WriteRetriesTest {
    private static final CountDownLatch TASK_MAY_END = new CountDownLatch(1);

    private final SparkSession spark = SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.heartbeatInterval", "100ms")
            .getOrCreate();
    private final ConsumerMetrics counts = new ConsumerMetrics(List.of("klines"), List.of("live"));
    private final Health health = new Health();
    private final QueryHealth query = new QueryHealth(health, Optional.empty());
    private final MetricRegistry meters = new MetricRegistry("candlestream_consumer");

    @AfterEach
    void stop() {
        TASK_MAY_END.countDown();
        spark.stop();
    }

    @Test
    void areHeardOfWhileTheTaskStillRunsAndCountedOnce() {
        counts.retries("live", "cassandra");
        counts.show(meters);
        query.progressed();
        LongAccumulator retries = WriteRetries.listen(spark, "live", "cassandra", counts, query);
        CompletableFuture<Void> job = CompletableFuture.runAsync(() -> run(failing(retries)));

        await().until(() -> retried() == 2);
        assertThat(health.whyNotReady()).isPresent();
        TASK_MAY_END.countDown();
        job.join();

        await().until(() -> retried() == 3);
        await().until(() -> health.whyNotReady().isEmpty());
    }

    private void run(VoidFunction<Integer> task) {
        JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1))
                .foreach(task);
    }

    /** Twice before the driver has heard of it, and once more at the end. */
    private static VoidFunction<Integer> failing(LongAccumulator retries) {
        return row -> {
            retries.add(2);
            TASK_MAY_END.await();
            retries.add(1);
        };
    }

    private double retried() {
        return meters.text()
                .lines()
                .filter(line -> line.startsWith(
                        "candlestream_consumer_write_retries_total{query=\"live\",sink=\"cassandra\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
