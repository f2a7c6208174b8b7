package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Candle;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Old candles get into the table through the topic, even if the loading is killed. */
@Order(4)
@ExtendWith(SharedServers.class)
class BackfillIT {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    /** Each look reads all rows. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int CANDLES = 16_890;

    @Test
    void loadsFilesAndGoesOnAfterAKill(Servers servers, @TempDir Path folder) {
        Path archive = RecordedData.folder("klines-spot-1m");
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, "filled_by_files", market(archive), folder)) {
            Pipeline pipeline = inFolder(test, folder);
            String[] job = {
                "backfill",
                "--symbols",
                "BTCUSDT",
                "--from",
                "2021-04-24",
                "--to",
                "2021-05-06",
                "--data",
                archive.toString()
            };
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                killAfterItsFirstSteps(pipeline, folder, job);
                ToolRun rest = ToolRun.producer(pipeline, job);

                assertThat(rest.exitCode()).as("%s", rest).isZero();
                assertThat(rest.answer() + rest.log()).contains("BTCUSDT goes on from 2021-0");
                awaitRows(test, "archive");
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            assertThat(folder.resolve("bookmarks")).isEmptyDirectory();
            ToolRun proof = ToolRun.tool(
                    pipeline, "verify", "--data", archive.toString(), "--from", "2021-04-24", "--to", "2021-05-06");
            assertThat(proof.exitCode()).as("%s", proof).isZero();
            assertThat(proof.answer()).contains("equal: expected " + CANDLES + "  stored " + CANDLES);
        }
    }

    /** By a record's time brokers decide what is old; one of 2021 beside shows when they have looked. */
    @Test
    void oldCandlesStayInATopicThatSoonForgets(Servers servers, @TempDir Path folder) throws Exception {
        Path archive = RecordedData.folder("klines-spot-1m");
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, "retained", market(archive), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
            Map<String, String> anHour = Map.of("retention.ms", "3600000");
            admin.createTopics(List.of(
                            new NewTopic("data.retained", 1, (short) 1).configs(anHour),
                            new NewTopic("data.forgotten", 1, (short) 1).configs(anHour)))
                    .all()
                    .get();
            Pipeline pipeline = inFolder(test, folder);
            ToolRun load = ToolRun.producer(
                    pipeline,
                    "backfill",
                    "--symbols",
                    "BTCUSDT",
                    "--from",
                    "2021-04-24",
                    "--to",
                    "2021-04-25",
                    "--data",
                    archive.toString());
            assertThat(load.exitCode()).as("%s", load).isZero();
            assertThat(load.answer() + load.log()).contains("published 1440 candles of 1 symbols to data.retained");
            long then = Instant.parse("2021-04-24T00:00:00Z").toEpochMilli();
            new TopicRecords(servers.brokers())
                    .append(List.of(new ProducerRecord<>("data.forgotten", 0, then, new byte[0], new byte[0])));

            await().atMost(DEADLINE).until(() -> firstOffset(admin, "data.forgotten") == 1);

            assertThat(firstOffset(admin, "data.retained")).isZero();
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).untilAsserted(() -> assertThat(
                                RecordedData.byCandle(test.table().rows()))
                        .hasSize(1440));
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
        }
    }

    private static long firstOffset(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Test
    void loadsFromTheExchangeWhatItHas(Servers servers, @TempDir Path folder) {
        Path archive = RecordedData.folder("klines-spot-1m");
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, "filled_by_rest", market(archive), folder)) {
            test.exchange().open();
            test.exchange().finished().join();
            Pipeline pipeline = inFolder(test, folder).with("CANDLESTREAM_PRODUCER_BACKFILL_CONFIRM", "2 s");
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                ToolRun load = ToolRun.producer(
                        pipeline, "backfill", "--symbols", "BTCUSDT", "--from", "2021-04-24", "--to", "2021-05-06");

                assertThat(load.exitCode()).as("%s", load).isZero();
                assertThat(load.answer() + load.log()).contains("published " + CANDLES + " candles of 1 symbols to ");
                awaitRows(test, "rest");
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            ToolRun proof = ToolRun.tool(pipeline, "verify", "--from", "2021-04-24", "--to", "2021-05-06");
            assertThat(proof.exitCode()).as("%s", proof).isZero();
            ToolRun refused = ToolRun.producer(pipeline, "backfill", "--symbols", "NOSUCH", "--from", "2021-04-24");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.answer() + refused.log()).contains("Cannot listen to NOSUCH");
        }
    }

    private static Market market(Path archive) {
        return Market.of(archive, Interval.MINUTE_1);
    }

    private static Pipeline inFolder(TestPipeline test, Path folder) {
        return test.pipeline()
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        folder.resolve("bookmarks").toString());
    }

    /** Kills it as the operating system would, as soon as it has a bookmark, which is long before its end. */
    private static void killAfterItsFirstSteps(Pipeline pipeline, Path folder, String... job) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "-jar",
                ProjectFolder.find()
                        .root()
                        .resolve("binance-producer/target/binance-producer.jar")
                        .toString()));
        arguments.addAll(List.of(job));
        arguments.addAll(List.of("--rate", "2000"));
        try (ChildJvm load = ChildJvm.start(
                "backfill", arguments, pipeline.environment(), folder.resolve("backfill.log"), line -> {})) {
            await().atMost(DEADLINE)
                    .until(() -> Files.isDirectory(folder.resolve("bookmarks"))
                            && folder.resolve("bookmarks")
                                            .toFile()
                                            .list((d, name) -> name.endsWith(".properties"))
                                            .length
                                    > 0);
            load.kill();
        }
    }

    private static void awaitRows(TestPipeline test, String source) {
        await().atMost(DEADLINE).pollInterval(LOOK).untilAsserted(() -> {
            Map<String, Row> rows = RecordedData.byCandle(test.table().rows());
            assertThat(rows).hasSize(CANDLES);
            assertThat(rows.values()).allMatch(row -> source.equals(row.getString("source")));
            assertThat(rows.values()).allMatch(row -> row.getLong("first_trade_id") == Candle.NO_TRADE);
        });
    }
}
