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
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What would be a silent gap is a loud stop that names the way out, and the way out works. */
@ExtendWith(SharedServers.class)
class GuardsIT {
    private final Path checkpoint;
    private final CandleTopic candles;
    private final Pipeline pipeline;
    private final String table;
    private final String topic;

    GuardsIT(Servers servers, @TempDir Path folder) {
        candles = new CandleTopic(servers, "guards", folder);
        checkpoint = folder.resolve("checkpoint");
        pipeline = candles.pipeline();
        table = candles.table();
        topic = candles.topic();
    }

    @AfterEach
    void close() {
        candles.close();
    }

    /** One checkpoint goes through all of it: what was accepted or moved out of the way is gone on from by the next consumer. */
    @Test
    void eachIsRefusedWithItsWayOutAndTheWayOutWorks() throws Exception {
        candles.consume(pipeline, 10);
        aCheckpointOfAnotherTopicOrTableIsRefused();
        recordsThatRetentionDeletedUnreadAreNamedThenLeftOut();
        aFileOfTheCheckpointCutShortIsNamedAndTheWayOutWorks();
        aTopicMadeAnewIsRefusedThenReadFromItsBeginning();
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            candles.append(54, 56);
            candles.awaitRows(51);
            aSecondConsumerOnOneCheckpointStops();
            aNewPartitionIsReadFromItsBeginning();
            aTopicMadeAnewWhileRunningStopsTheConsumer(consumer);
        }
    }

    private void aCheckpointOfAnotherTopicOrTableIsRefused() {
        candles.topics().create(topic + ".other", 1);
        new TableSetup(candles.session()).tables(table + "_b");

        assertThat(refusal(pipeline.with("ASSET_PRICES_TOPIC", topic + ".other")))
                .contains("topic is " + topic + ".other", "begun with " + topic, "CANDLESTREAM_CONSUMER_CHECKPOINT");
        assertThat(refusal(pipeline.with("ASSET_CASSANDRA_TABLE", table + "_b")))
                .contains("cassandra is table assets." + table + "_b");
    }

    /** Five are lost for ever; the consumer that accepts it reads on, in a batch of its own. */
    private void recordsThatRetentionDeletedUnreadAreNamedThenLeftOut() throws Exception {
        candles.append(10, 20);
        candles.admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(15)))
                .all()
                .get();

        assertThat(refusal(pipeline)).contains(topic + "-0 offsets 10 to 14 (5 records)", "--accept-loss");

        try (ChildJvm consumer = accepting().consumer(line -> {})) {
            candles.awaitRows(15);
            candles.append(20, 22);
            candles.awaitRows(17);
            assertThat(consumer.stop(DEADLINE)).isZero();
            assertThat(consumer.tail()).contains("Lost and accepted: " + topic + "-0 offsets 10 to 14 (5 records)");
        }
    }

    private void aFileOfTheCheckpointCutShortIsNamedAndTheWayOutWorks() throws IOException {
        Path newest = newest("offsets");
        Files.writeString(newest, "v1\n{\"batchWa");

        assertThat(refusal(pipeline)).contains(newest.toString(), "cut short", "move it");

        moveOut("offsets", newest);
        moveOut("commits", newest);
        candles.append(22, 24);
        candles.consume(pipeline, 19);
    }

    /** It holds more than was read of the old one, so that no offset shows it. */
    private void aTopicMadeAnewIsRefusedThenReadFromItsBeginning() {
        candles.makeAnew();
        candles.append(24, 54);

        assertThat(refusal(pipeline)).contains(topic + "-0 from offset 24", "created again", "--accept-loss");

        candles.consume(accepting(), 49);
    }

    private void aSecondConsumerOnOneCheckpointStops() {
        assertThat(refusal(pipeline)).contains("another consumer", checkpoint.toString());

        candles.append(56, 58);
        candles.awaitRows(53);
    }

    private void aNewPartitionIsReadFromItsBeginning() throws Exception {
        candles.admin()
                .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                .all()
                .get();
        candles.topics().append(List.of(candles.record(58, 1), candles.record(59, 2)));

        candles.awaitRows(55);
    }

    private void aTopicMadeAnewWhileRunningStopsTheConsumer(ChildJvm consumer) {
        candles.makeAnew();
        candles.append(60, 100);

        assertThat(consumer.await(DEADLINE)).isNotZero();
        assertThat(error(consumer)).contains("created again", "--accept-loss");
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
