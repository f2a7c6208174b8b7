package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.consumer.batch.ActingSink;
import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.batch.SourceRecord;
import io.candlestream.consumer.batch.StopGate;
import io.candlestream.consumer.batch.StreamPipeline;
import io.candlestream.consumer.batch.TaskLimit;
import io.candlestream.consumer.gap.GapRecord;
import io.candlestream.consumer.gap.GapStream;
import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.window.RecordsToCome;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two queries on a real Spark, one of which has a sink that does not answer. */
class AwaySinkTest {
    private static final Duration DEADLINE = Duration.ofMillis(200);
    /** Two queries take their time to start on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Semaphore ANSWERS = new Semaphore(0);
    private static final AtomicInteger WRITTEN = new AtomicInteger();

    private static final Sink TABLE = new ActingSink("table", () -> WRITTEN.incrementAndGet());
    private static final Sink AWAY = new ActingSink("archive", () -> {
        if (!ANSWERS.tryAcquire(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new FatalException("Cannot write to archive: no success", new UnavailableException("no answer"));
        }
    });

    private static SparkSession spark;

    private final Health health = new Health();
    private final MetricRegistry registry = new MetricRegistry("candlestream_consumer");
    private final ConsumerMetrics metrics = new ConsumerMetrics(List.of("gaps"), List.of("live", "slow"));

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @Test
    void theBatchesOfTheOtherQueryGoOnAfterItsDeadlineAndItsOwnOnceItAnswers(@TempDir Path folder)
            throws TimeoutException {
        metrics.show(registry);
        LocalQuery live = new LocalQuery("live", TABLE, folder);
        LocalQuery slow = new LocalQuery("slow", AWAY, folder);
        Queries queries = new Queries(List.of(live, slow), () -> {}, Backoff.constant(Duration.ofMillis(200)));
        CompletableFuture<Void> program = CompletableFuture.runAsync(() -> {
            try {
                queries.run();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });

        await().atMost(PATIENCE).until(() -> program.isDone() || !slow.works());
        int before = WRITTEN.get();
        await().atMost(PATIENCE).until(() -> program.isDone() || WRITTEN.get() > before + 2);
        assertThat(program).isNotDone();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health.whyNotReady().orElseThrow())
                        .startsWith("query slow: Cannot write to archive: no success since "));
        assertThat(registry.text())
                .contains(
                        "candlestream_consumer_query_up{query=\"live\"} 1.0\n",
                        "candlestream_consumer_query_up{query=\"slow\"} 0.0\n");

        ANSWERS.release(1_000_000);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health.whyNotReady()).isEmpty());
        assertThat(program).isNotDone();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registry.text())
                .contains("candlestream_consumer_query_up{query=\"slow\"} 1.0\n"));

        for (StreamingQuery query : spark.streams().active()) {
            query.stop();
        }
        program.join();
    }

    /** Reads the same record for ever. */
    private final class LocalQuery implements Queries.Query {
        private final String name;
        private final Path checkpoint;
        private final QueryHealth ofQuery;
        private final Batches batches;

        private LocalQuery(String name, Sink sink, Path folder) {
            this.name = name;
            this.checkpoint = folder.resolve(name);
            this.ofQuery = new QueryHealth(health, Optional.of(name));
            BatchLog log = new BatchLog(name, " of " + name, metrics, ofQuery);
            spark.streams().addListener(log);
            GapStream gaps = GapStream.ofContract(65_535, "gaps");
            BoundSink bound = new BoundSink(sink, spark.sparkContext().longAccumulator());
            this.batches = new Batches(
                    List.of(new StreamPipeline<>(
                            "gaps",
                            "topic",
                            gaps,
                            gaps::decoder,
                            List.of(bound),
                            Set.of(sink.name()),
                            List.of(),
                            Set.of(),
                            new DeadLetterTopic("nowhere:9092", "dead"))),
                    100,
                    new TaskLimit(1, () -> 1),
                    new StopGate(),
                    RecordsToCome.unkept(),
                    log);
        }

        @Override
        public String title() {
            return name;
        }

        @Override
        public void run() throws InterruptedException {
            try {
                spark.readStream()
                        .format("rate-micro-batch")
                        .option("rowsPerBatch", 1)
                        .load()
                        .withColumn("bytes", functions.lit(GapRecord.open("BTCUSDT")))
                        .selectExpr(
                                "cast(null as binary) AS key",
                                "bytes AS value",
                                "'topic' AS topic",
                                "0 AS partition",
                                "value AS offset",
                                "timestamp",
                                "0 AS timestampType",
                                "cast(null as array<struct<key: string, value: binary>>) AS headers")
                        .selectExpr(SourceRecord.COLUMNS.toArray(String[]::new))
                        .writeStream()
                        .queryName(name)
                        .option("checkpointLocation", checkpoint.toString())
                        .trigger(Trigger.ProcessingTime(20))
                        .foreachBatch(batches::run)
                        .start()
                        .awaitTermination();
            } catch (StreamingQueryException | TimeoutException e) {
                throw RootCause.of(e);
            }
        }

        @Override
        public boolean works() {
            return ofQuery.works();
        }

        @Override
        public void failed(String why) {
            ofQuery.failed(why);
            metrics.query(name).failed();
        }
    }
}
