package io.candlestream.consumer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.checkpoint.Checkpoint.LossPolicy;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
    private static final List<TopicState> TOPIC = topic("A", 0);

    private final Path folder;
    private final Checkpoint checkpoint;
    private final List<String> lost = new ArrayList<>();

    CheckpointTest(@TempDir Path folder) {
        this.folder = folder;
        this.checkpoint = Checkpoint.in(folder.toString(), new Configuration(), LossPolicy.REFUSE);
    }

    @Test
    void remembersItsOwnerAndRefusesAnother() throws IOException {
        check(me("assets.assets"), TOPIC);
        begin(10);

        check(me("assets.assets"), TOPIC);

        assertThatThrownBy(() -> check(me("assets.other"), TOPIC))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(
                        "stream klines: cassandra is table assets.other, it was begun with table assets.assets")
                .hasMessageContaining("CANDLESTREAM_CONSUMER_CHECKPOINT");
    }

    @Test
    void belongsToNobodyBeforeAnythingIsRead() {
        check(me("assets.assets"), TOPIC);

        check(me("assets.other"), TOPIC);

        assertThat(folder.resolve("candlestream.properties"))
                .content()
                .contains("stream.klines.sink.cassandra=table assets.other", "topic-id.prices=A");
    }

    @Test
    void adoptsAFolderOfAnEarlierVersion() throws IOException {
        begin(10);

        check(me("assets.assets"), TOPIC);

        assertThat(folder.resolve("candlestream.properties")).exists();
    }

    /** Spark's files and ours, as the version before streams, sinks and queries had names left them. */
    @Test
    void goesOnFromACheckpointOfAnEarlierVersion() throws IOException {
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");
        Files.writeString(folder.resolve("candlestream.properties"), """
            # Whose checkpoint this is; the consumer refuses another's.
            interval=1m
            schema=5f0c
            table=assets.assets
            topic=prices
            topic-id.prices=A
            topic-id.prices.gaps=G
            """);

        assertThatThrownBy(() -> check(me("assets.other"), withGaps(0)))
                .hasMessageContaining("it was begun with table assets.assets");
        check(me("assets.assets"), withGaps(0));

        assertThat(folder.resolve("offsets/1")).doesNotExist();
        assertThat(folder.resolve("candlestream.properties"))
                .content()
                .contains("stream.klines.topic=prices", "stream.klines.sink.cassandra=table assets.assets")
                .doesNotContain("\ntable=");
    }

    @Test
    void letsAnOperatorEditWhoseItIs() throws IOException {
        check(me("assets.assets"), TOPIC);
        begin(10);
        Path owner = folder.resolve("candlestream.properties");

        Files.writeString(
                owner, Files.readString(owner).replace("stream.klines.sink.cassandra=table assets.assets\n", ""));

        check(me("assets.other"), TOPIC);
        assertThat(owner).content().contains("cassandra=table assets.other");
    }

    @Test
    void refusesALossUntilItIsAcceptedAndThenForgetsIt() throws IOException {
        check(me("assets.assets"), TOPIC);
        begin(10);

        assertThatThrownBy(() -> check(me("assets.assets"), topic("B", 5)))
                .hasMessageContaining("lost prices-0 from offset 10")
                .hasMessageContaining("--accept-loss");

        accepting().check(me("assets.assets"), topic("B", 5), lost::addAll);
        assertThat(lost).containsExactly("prices");
        assertThat(folder.resolve("offsets/1")).content().endsWith("{\"prices\":{\"0\":5}}");
        check(me("assets.assets"), topic("B", 5));
    }

    @Test
    void aTopicThatTheSettingsNoLongerNameIsNoLoss() throws IOException {
        check(me("assets.assets"), withGaps(0));
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");

        check(me("assets.assets"), TOPIC);

        assertThat(folder.resolve("offsets/1")).content().endsWith("{\"prices\":{\"0\":10}}");
        assertThat(folder.resolve("commits/1")).exists();
    }

    @Test
    void aTopicThatIsReadAgainIsReadFromItsFirstRecord() throws IOException {
        check(me("assets.assets"), TOPIC);
        begin(10);

        check(me("assets.assets"), withGaps(7));

        assertThat(folder.resolve("offsets/1"))
                .content()
                .contains("\"prices.gaps\":{\"0\":7}", "\"prices\":{\"0\":10}");
        check(me("assets.assets"), withGaps(7));
        assertThat(folder.resolve("offsets/2")).doesNotExist();
    }

    @Test
    void aTopicThatComesBackIsReadFromWhereItWasLeft() throws IOException {
        check(me("assets.assets"), withGaps(0));
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");
        check(me("assets.assets"), TOPIC);
        check(me("assets.assets"), TOPIC);

        check(me("assets.assets"), withGaps(0));

        assertThat(folder.resolve("offsets/2")).content().contains("\"prices.gaps\":{\"0\":3}");
        assertThat(folder.resolve("candlestream.properties")).content().doesNotContain("left");
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,", "2,", "3,", "4,", "0,40", "1,40", "2,40", "3,40", "4,40"})
    void aKillAfterAnyWriteForgetsNoTopicsPlace(int writes, String begun) throws IOException {
        check(me("assets.assets"), withGaps(0));
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");
        if (begun != null) {
            offsets(1, "{\"prices\":{\"0\":" + begun + "},\"prices.gaps\":{\"0\":30}}");
        }

        killed(writes, LossPolicy.REFUSE, TOPIC);
        killed(writes, LossPolicy.REFUSE, withGaps(0));
        killed(writes, LossPolicy.ACCEPT, topic("A", 50));
        killed(writes, LossPolicy.ACCEPT, topic("B", 60));

        List<TopicState> both = List.of(topic("B", 60).get(0), withGaps(0).get(1));
        accepting().check(me("assets.assets"), both, lost::addAll);
        assertSparkBegins(Map.of(new TopicPartition("prices", 0), 60L, new TopicPartition("prices.gaps", 0), 3L));
    }

    /** Whether the settings stay as they were changed or are changed back. */
    @ParameterizedTest
    @CsvSource({"0,false", "1,false", "2,false", "3,false", "4,false", "0,true", "1,true", "2,true", "3,true", "4,true"
    })
    void whatAKilledBatchHasNotWrittenIsReadHoweverOftenStartsAreKilled(int writes, boolean back) throws IOException {
        check(me("assets.assets"), withGaps(0));
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");
        offsets(1, "{\"prices\":{\"0\":40},\"prices.gaps\":{\"0\":30}}");

        killed(writes, LossPolicy.REFUSE, TOPIC);
        killed(writes, LossPolicy.REFUSE, TOPIC);
        check(me("assets.assets"), back ? withGaps(0) : TOPIC);

        Map<TopicPartition, Long> wanted = new HashMap<>(Map.of(new TopicPartition("prices", 0), 10L));
        if (back) {
            wanted.put(new TopicPartition("prices.gaps", 0), 3L);
        }
        assertSparkBegins(wanted);
    }

    @Test
    void aBatchThatIsNotCommittedIsRepeatedAsItWas() throws IOException {
        check(me("assets.assets"), TOPIC);
        begin(10);
        offsets(1, "{\"prices\":{\"0\":40,\"1\":7}}"); // with a partition that was added

        check(me("assets.assets"), TOPIC);

        assertThat(folder.resolve("offsets/2")).doesNotExist();
        assertThat(folder.resolve("commits/1")).doesNotExist();
    }

    /** As Spark does it (MicroBatchExecution.populateStartOffsets); one that it repeats has to end where it can get to. */
    private void assertSparkBegins(Map<TopicPartition, Long> at) throws IOException {
        int newest = -1;
        while (Files.exists(folder.resolve("offsets/" + (newest + 1)))) {
            newest++;
        }
        boolean committed = Files.exists(folder.resolve("commits/" + newest));
        assertThat(end(committed ? newest : newest - 1)).isEqualTo(at);
        if (!committed) {
            assertThat(end(newest).keySet()).isEqualTo(at.keySet());
            end(newest).forEach((partition, end) -> assertThat(end).isGreaterThanOrEqualTo(at.get(partition)));
        }
    }

    private Map<TopicPartition, Long> end(int batch) throws IOException {
        return Positions.parse(
                        Files.readAllLines(folder.resolve("offsets/" + batch)).get(2))
                .offsets();
    }

    private void offsets(int batch, String positions) throws IOException {
        Files.writeString(folder.resolve("offsets/" + batch), "v1\n{}\n" + positions);
    }

    /** A start that ends after so many files, if it writes more. */
    private void killed(int writes, LossPolicy policy, List<TopicState> topics) {
        CheckpointFiles files = CheckpointFiles.in(folder.toString(), new Configuration());
        AtomicInteger left = new AtomicInteger(writes);
        CheckpointFileManager writer = (CheckpointFileManager) Proxy.newProxyInstance(
                CheckpointFileManager.class.getClassLoader(),
                new Class<?>[] {CheckpointFileManager.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createAtomic") && left.getAndDecrement() <= 0) {
                        throw new FatalException("killed");
                    }
                    return method.invoke(files.writer(), arguments);
                });
        Checkpoint dying = new Checkpoint(new CheckpointFiles(files.folder(), files.reader(), writer), policy);
        try {
            dying.check(me("assets.assets"), topics, lost::addAll);
        } catch (FatalException e) {
            assertThat(e).hasMessageContaining("killed");
        }
    }

    @Test
    void whatWasDeletedWhileATopicWasNotReadIsALoss() throws IOException {
        check(me("assets.assets"), withGaps(0));
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");
        check(me("assets.assets"), TOPIC);

        assertThatThrownBy(() -> check(me("assets.assets"), withGaps(7)))
                .hasMessageContaining("lost prices.gaps-0 offsets 3 to 6");
        assertThatThrownBy(() -> check(
                        me("assets.assets"),
                        List.of(TOPIC.get(0), new TopicState("prices.gaps", "H", Map.of(0, 0L), Map.of(0, 100L)))))
                .hasMessageContaining("prices.gaps-0 from offset 3")
                .hasMessageContaining("created again");
    }

    @Test
    void aLossBesideAChangeOfTopicsIsStillALoss() throws IOException {
        check(me("assets.assets"), withGaps(0));
        begin("{\"prices\":{\"0\":10},\"prices.gaps\":{\"0\":3}}");

        assertThatThrownBy(() -> check(me("assets.assets"), topic("A", 50)))
                .hasMessageContaining("prices-0 offsets 10");
        assertThat(folder.resolve("offsets/1")).doesNotExist();

        accepting().check(me("assets.assets"), topic("A", 50), lost::addAll);
        assertThat(lost).containsExactly("prices");
        assertThat(folder.resolve("offsets/1")).content().endsWith("{\"prices\":{\"0\":50}}");
    }

    private static List<TopicState> withGaps(long first) {
        return List.of(topic("A", 0).get(0), new TopicState("prices.gaps", "G", Map.of(0, first), Map.of(0, 100L)));
    }

    @Test
    void keepsASecondConsumerOutUntilTheFirstIsGone() {
        CheckpointLock first = CheckpointLock.take(folder);

        assertThatThrownBy(() -> CheckpointLock.take(folder))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(
                        "another consumer (process " + ProcessHandle.current().pid() + ")")
                .hasMessageContaining(folder.toString());

        first.close();
        CheckpointLock.take(folder).close();
    }

    @Test
    void namesAFolderThatCannotBeWrittenTo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> CheckpointLock.take(file.resolve("checkpoint")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("Cannot write to checkpoint " + file.resolve("checkpoint"))
                .hasMessageContaining("CANDLESTREAM_CONSUMER_CHECKPOINT");
    }

    @Test
    void doesNotGoOnBeforeTheLossIsAskedFor() throws IOException {
        begin(10);

        assertThatThrownBy(() -> accepting().check(me("assets.assets"), topic("B", 50), topics -> {
                    throw new FatalException("no broker");
                }))
                .hasMessage("no broker");

        assertThat(folder.resolve("offsets/1")).doesNotExist();
    }

    private Checkpoint accepting() {
        return Checkpoint.in(folder.toString(), new Configuration(), LossPolicy.ACCEPT);
    }

    private void check(CheckpointMetadata me, List<TopicState> topics) {
        checkpoint.check(me, topics, lost::addAll);
    }

    private void begin(long offset) throws IOException {
        begin("{\"prices\":{\"0\":" + offset + "}}");
    }

    private void begin(String positions) throws IOException {
        Files.createDirectories(folder.resolve("offsets"));
        Files.createDirectories(folder.resolve("commits"));
        offsets(0, positions);
        Files.writeString(folder.resolve("commits/0"), "v1\n{}");
    }

    private static CheckpointMetadata me(String table) {
        return new CheckpointMetadata(
                Map.of("klines", new FedStream("prices", Map.of(), Map.of("cassandra", "table " + table))), Map.of());
    }

    private static List<TopicState> topic(String id, long first) {
        return List.of(new TopicState("prices", id, Map.of(0, first), Map.of(0, 100L)));
    }
}
