package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.DEADLINE;
import static io.candlestream.sandbox.CandleTopic.error;
import static io.candlestream.sandbox.CandleTopic.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What would be a silent gap is a loud stop that names the way out, and the way out works. */
@Order(6)
@ExtendWith(SharedServers.class)
class GuardsIT {
    private final Path checkpoint;
    private final CandleTopic candles;
    private final Pipeline pipeline;
    private final String table;
    private final String topic;

    GuardsIT(Servers servers, @TempDir Path folder, TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        candles = new CandleTopic(servers, "guards_" + name.toLowerCase(Locale.ROOT), folder);
        checkpoint = folder.resolve("checkpoint");
        pipeline = candles.pipeline();
        table = candles.table();
        topic = candles.topic();
    }

    @AfterEach
    void close() {
        candles.close();
    }

    @Test
    void aSecondConsumerOnOneCheckpointStops() {
        try (ChildJvm first = pipeline.consumer(line -> {})) {
            candles.awaitRows(10);

            assertThat(refusal(pipeline)).contains("another consumer", checkpoint.toString());

            candles.append(10, 12);
            candles.awaitRows(12);
            assertThat(first.stop(DEADLINE)).isZero();
        }
    }

    @Test
    void aCheckpointOfAnotherTopicOrTableIsRefused() {
        candles.consume(pipeline, 10);
        candles.topics().create(topic + ".other", 1);
        new TableSetup(candles.session()).tables(table + "_b");

        assertThat(refusal(pipeline.with("ASSET_PRICES_TOPIC", topic + ".other")))
                .contains("topic is " + topic + ".other", "begun with " + topic, "CANDLESTREAM_CONSUMER_CHECKPOINT");
        assertThat(refusal(pipeline.with("ASSET_CASSANDRA_TABLE", table + "_b")))
                .contains("cassandra is table assets." + table + "_b");
    }

    @Test
    void aTopicMadeAnewIsRefusedThenReadFromItsBeginning() {
        candles.consume(pipeline, 10);
        candles.makeAnew();
        candles.append(10, 25);

        assertThat(refusal(pipeline)).contains(topic + "-0 from offset 10", "created again", "--accept-loss");

        candles.consume(accepting(), 25);
        candles.append(25, 27);
        candles.consume(pipeline, 27);
    }

    @Test
    void aTopicMadeAnewWhileRunningStopsTheConsumer() {
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            candles.awaitRows(10);
            candles.makeAnew();
            candles.append(10, 25);

            assertThat(consumer.await(DEADLINE)).isNotZero();
            assertThat(error(consumer)).contains("created again", "--accept-loss");
        }
    }

    @Test
    void recordsThatRetentionDeletedUnreadAreNamedThenLeftOut() throws Exception {
        candles.consume(pipeline, 10);
        candles.append(10, 20);
        candles.admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(15)))
                .all()
                .get();

        assertThat(refusal(pipeline)).contains(topic + "-0 offsets 10 to 14 (5 records)", "--accept-loss");

        try (ChildJvm consumer = accepting().consumer(line -> {})) {
            candles.awaitRows(15);
            assertThat(consumer.stop(DEADLINE)).isZero();
            assertThat(consumer.tail()).contains("Lost and accepted: " + topic + "-0 offsets 10 to 14 (5 records)");
        }
        candles.append(20, 22);
        candles.consume(pipeline, 17);
    }

    @Test
    void aNewPartitionIsReadFromItsBeginning() throws Exception {
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            candles.awaitRows(10);
            candles.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            candles.topics().append(List.of(candles.record(10, 1), candles.record(11, 2)));

            candles.awaitRows(12);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
    }

    @Test
    void aFileOfTheCheckpointCutShortIsNamedAndTheWayOutWorks() throws IOException {
        candles.consume(pipeline, 10);
        Path newest = newest("offsets");
        Files.writeString(newest, "v1\n{\"batchWa");

        assertThat(refusal(pipeline)).contains(newest.toString(), "cut short", "move it");

        moveOut("offsets", newest);
        moveOut("commits", newest);
        candles.append(10, 12);
        candles.consume(pipeline, 12);
    }

    private void moveOut(String log, Path number) throws IOException {
        Path file = checkpoint.resolve(log).resolve(number.getFileName());
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling("." + number.getFileName() + ".crc"));
    }

    private Path newest(String log) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint.resolve(log))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .max(Comparator.comparingInt(
                            file -> Integer.parseInt(file.getFileName().toString())))
                    .orElseThrow();
        }
    }

    private Pipeline accepting() {
        return pipeline.with("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true");
    }
}
