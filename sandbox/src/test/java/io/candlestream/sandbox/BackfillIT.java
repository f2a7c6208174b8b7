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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Old candles get into the table through the topic, even if the loading is killed. */
@ExtendWith(SharedServers.class)
class BackfillIT {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String NAME = "filled";
    private static final String TOPIC = "data." + NAME;
    private static final String FORGOTTEN = "data.forgotten";
    /** Each look counts all rows. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int CANDLES = 16_890;

    /** All by one consumer into one table, and through a topic that forgets what is older than an hour. */
    @Test
    void loadsFilesAndGoesOnAfterAKillThenWhatTheExchangeHas(Servers servers, @TempDir Path folder) throws Exception {
        Path archive = RecordedData.folder("klines-spot-1m");
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, NAME, market(archive), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
            makeTopics(admin);
            Pipeline pipeline = inFolder(test, folder);
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                loadsFilesAndGoesOnAfterAKill(test, pipeline, folder, archive);
                oldCandlesStayInATopicThatSoonForgets(servers, admin);
                test.table().session().execute("TRUNCATE " + test.table().name());
                loadsFromTheExchangeWhatItHas(test, pipeline);
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
        }
    }

    private static void loadsFilesAndGoesOnAfterAKill(TestPipeline test, Pipeline pipeline, Path folder, Path archive) {
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
        killAfterItsFirstSteps(pipeline, folder, job);
        ToolRun rest = ToolRun.producer(pipeline, job);

        assertThat(rest.exitCode()).as("%s", rest).isZero();
        assertThat(rest.answer() + rest.log())
                .contains("BTCUSDT goes on from 2021-0")
                .containsPattern("published \\d+ candles of 1 symbols to " + TOPIC);
        awaitRows(test, "archive");
        assertThat(folder.resolve("bookmarks")).isEmptyDirectory();
        ToolRun proof = ToolRun.tool(
                pipeline, "verify", "--data", archive.toString(), "--from", "2021-04-24", "--to", "2021-05-06");
        assertThat(proof.exitCode()).as("%s", proof).isZero();
        assertThat(proof.answer()).contains("equal: expected " + CANDLES + "  stored " + CANDLES);
    }

    private static void makeTopics(Admin admin) throws Exception {
        Map<String, String> anHour = Map.of("retention.ms", "3600000");
        admin.createTopics(List.of(
                        new NewTopic(TOPIC, 1, (short) 1).configs(anHour),
                        new NewTopic(FORGOTTEN, 1, (short) 1).configs(anHour)))
                .all()
                .get();
    }

    /** By a record's time brokers decide what is old; one of 2021 beside shows when they have looked. */
    private static void oldCandlesStayInATopicThatSoonForgets(Servers servers, Admin admin) throws Exception {
        long then = Instant.parse("2021-04-24T00:00:00Z").toEpochMilli();
        new TopicRecords(servers.brokers())
                .append(List.of(new ProducerRecord<>(FORGOTTEN, 0, then, new byte[0], new byte[0])));

        await().atMost(DEADLINE).until(() -> firstOffset(admin, FORGOTTEN) == 1);

        assertThat(firstOffset(admin, TOPIC)).isZero();
        assertThat(new TopicRecords(servers.brokers()).read(TOPIC)).hasSizeGreaterThanOrEqualTo(CANDLES);
    }

    private static long firstOffset(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void loadsFromTheExchangeWhatItHas(TestPipeline test, Pipeline pipeline) {
        test.exchange().open();
        test.exchange().finished().join();
        ToolRun load = ToolRun.producer(
                pipeline, "backfill", "--symbols", "BTCUSDT", "--from", "2021-04-24", "--to", "2021-05-06");

        assertThat(load.exitCode()).as("%s", load).isZero();
        assertThat(load.answer() + load.log()).contains("published " + CANDLES + " candles of 1 symbols to ");
        awaitRows(test, "rest");
        ToolRun proof = ToolRun.tool(pipeline, "verify", "--from", "2021-04-24", "--to", "2021-05-06");
        assertThat(proof.exitCode()).as("%s", proof).isZero();
        ToolRun refused = ToolRun.producer(pipeline, "backfill", "--symbols", "NOSUCH", "--from", "2021-04-24");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.answer() + refused.log()).contains("Cannot listen to NOSUCH");
    }

    private static Market market(Path archive) {
        return Market.of(archive, Interval.MINUTE_1);
    }

    private static Pipeline inFolder(TestPipeline test, Path folder) {
        return test.pipeline()
                .with("CANDLESTREAM_PRODUCER_BACKFILL_CONFIRM", "1 s")
                .with("CANDLESTREAM_TOOLS_REST_CONFIRM", "1 s")
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

    /** All rows are read once, when there are as many as have to be. */
    private static void awaitRows(TestPipeline test, String source) {
        await().atMost(DEADLINE)
                .pollInterval(LOOK)
                .until(() -> test.table()
                                .session()
                                .execute("SELECT COUNT(*) FROM " + test.table().name())
                                .one()
                                .getLong(0)
                        == CANDLES);
        Map<String, Row> rows = RecordedData.byCandle(test.table().rows());
        assertThat(rows).hasSize(CANDLES);
        assertThat(rows.values()).allMatch(row -> source.equals(row.getString("source")));
        assertThat(rows.values()).allMatch(row -> row.getLong("first_trade_id") == Candle.NO_TRADE);
    }
}
