package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.sandbox.cluster.ClusterSize;
import io.candlestream.sandbox.cluster.SparkCluster;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The consumer as it ships on a standalone cluster whose Spark has nothing but Spark's own jars. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SharedServers.class)
class ClusterIT {
    private static final long SEED = 20_261_120;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String DEADLINE_VARIABLE = "CANDLESTREAM_CONSUMER_STARTUP_DEADLINE";
    /** Of the two symbols whose names begin with an A. */
    private static final int FUTURES_CANDLES = 80_640;

    @TempDir
    private Path folder;

    @Test
    void aWorkerAndTheMasterKilledAmidTheStreamChangeNothing(Servers servers) {
        assumeTrue(
                ProjectFolder.find().recordedData().isEmpty(), "skipped: the archive's replay shows the same and more");
        SeededMarket market =
                new SeededMarket(SEED, List.of("BTCUSDT", "ETHUSDT", "XRPUSDT"), Interval.MINUTE_1, TestPipeline.START);
        Exchange exchange = new Exchange(market, Pace.times(600));
        try (TestPipeline pipeline = TestPipeline.with(servers, "cluster_killed", market, exchange, folder);
                SparkCluster cluster = new SparkCluster(new ClusterSize(2, 1, "1g"), folder.resolve("spark"))) {
            List<String> lines = new CopyOnWriteArrayList<>();
            try (PipelineRun run = pipeline.start(onCluster(cluster, pipeline.pipeline()), lines::add)) {
                killAmid(cluster, lines);
                long closed = exchange.truth().closed();
                await().atMost(DEADLINE).until(() -> exchange.truth().closed() > closed + 60);
                exchange.stop();
                Verdict verdict = run.settle(pipeline::verdict, DEADLINE);
                run.stop();

                assertThat(verdict.equal()).as("seed %d, %s", SEED, verdict).isTrue();
            }
        }
    }

    /** Before that, who does not know the cluster's secret is kept out. */
    @Test
    void theFuturesArchiveReplayedOnTwoWorkersEqualsTheExchangeAndSoDoesALakeInS3(Servers servers) throws Exception {
        Path archive = EveryStoreIT.only(RecordedData.folder("klines-futures-1m"), "A", folder.resolve("archive"));
        Market market = Market.of(archive, Interval.MINUTE_1);
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, "cluster_archive", market, folder);
                S3Server s3 = S3Server.start(folder, "cluster");
                SparkCluster cluster = new SparkCluster(new ClusterSize(2, 1, "1g"), folder.resolve("spark"))) {
            refusesAStranger(servers, cluster);
            Pipeline intoBoth = pipeline.pipeline()
                    .with(s3.environment())
                    .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra,lake")
                    .with("CANDLESTREAM_CONSUMER_FILES_TRIGGER", "5 s")
                    .with("CANDLESTREAM_LAKE_WAREHOUSE", "s3://cluster/lake")
                    .with("CANDLESTREAM_LAKE_CATALOG", "jdbc:sqlite:" + folder.resolve("lake.db"));
            List<String> lines = new CopyOnWriteArrayList<>();
            try (PipelineRun run = pipeline.start(onCluster(cluster, intoBoth), lines::add)) {
                killAmid(cluster, lines);
                pipeline.exchange().finished().join();
                Verdict verdict = run.settle(pipeline::verdict, DEADLINE);
                await("the lake")
                        .atMost(DEADLINE)
                        .pollInterval(Duration.ofSeconds(3))
                        .until(() -> {
                            ParquetLake lake = new ParquetLake(s3.copy("cluster", "lake/", folder.resolve("copy")));
                            return lake.folder()
                                            .resolve("assets/cluster_archive/data")
                                            .toFile()
                                            .exists()
                                    && lake.rows("cluster_archive") >= FUTURES_CANDLES;
                        });
                run.stop();

                assertThat(verdict.equal()).as("%s", verdict).isTrue();
                assertThat(verdict.stored()).isEqualTo(FUTURES_CANDLES);
            }
            ParquetLake lake = new ParquetLake(s3.copy("cluster", "lake/", folder.resolve("copy")));
            assertThat(lake.lines("cluster_archive", "count(*), count(DISTINCT (symbol, timestamp))"))
                    .as("each candle once, though a worker died")
                    .containsExactly(FUTURES_CANDLES + " " + FUTURES_CANDLES);
            assertThat(lines).noneMatch(line -> line.contains(S3Server.SECRET_KEY));
        }
    }

    /** Small batches, so that there is something to be amid of. */
    private static Pipeline onCluster(SparkCluster cluster, Pipeline pipeline) {
        return cluster.attach(pipeline).with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "2000");
    }

    /** Kills a worker with its executor and then the master, each while batches run, and brings both back. */
    private static void killAmid(SparkCluster cluster, List<String> lines) {
        awaitBatches(lines, 3);
        cluster.workers().get(0).kill();
        await("the loss").atMost(DEADLINE).until(() -> lines.stream().anyMatch(line -> line.contains("was lost")));
        awaitBatches(lines, 3);
        cluster.master().kill();
        awaitBatches(lines, 3);
        cluster.master().restart();
        cluster.workers().get(0).restart();
        await("a new executor").atMost(DEADLINE).until(() -> lines.stream()
                .anyMatch(line -> line.matches(".*Executor [2-9] at .* joined with 1 cores.*")));
    }

    private static void awaitBatches(List<String> lines, int more) {
        long before = batches(lines);
        await("batches").atMost(DEADLINE).until(() -> batches(lines) >= before + more);
    }

    private static long batches(List<String> lines) {
        return lines.stream().filter(line -> line.contains(" batch ")).count();
    }

    private void refusesAStranger(Servers servers, SparkCluster cluster) {
        String variable = "CANDLESTREAM_CONSUMER_SPARK_SECRET";
        try (CandleTopic candles = new CandleTopic(servers, "cluster_secret", folder.resolve("stranger"))) {
            Pipeline stranger = cluster.attach(candles.pipeline())
                    .with(variable, "anothers-9f3a7c1e")
                    .with(DEADLINE_VARIABLE, "5 s");

            assertThat(refusal(stranger))
                    .contains("Cannot run on Spark master spark://", "does not answer", variable)
                    .doesNotContain("anothers-9f3a7c1e");
        }
    }

    @Test
    void aMasterThatIsAwayAndACheckpointOfThisMachineAreRefused(Servers servers) {
        try (CandleTopic candles = new CandleTopic(servers, "cluster_refused", folder)) {
            Pipeline nobody = candles.pipeline()
                    .with("SPARK_MASTER", "spark://127.0.0.1:9")
                    .with("CANDLESTREAM_CONSUMER_SPARK_SECRET", "4f1c9d0e77aa")
                    .with(DEADLINE_VARIABLE, "5 s");

            assertThat(refusal(nobody)).contains("Cannot use checkpoint", "begin again", "CHECKPOINT_SHARED=true");
            assertThat(refusal(nobody.with("CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED", "true")))
                    .contains("Cannot run on Spark master spark://127.0.0.1:9 within 5 s", "SPARK_MASTER");
        }
    }
}
