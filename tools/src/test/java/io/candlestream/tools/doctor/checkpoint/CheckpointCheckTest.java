package io.candlestream.tools.doctor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.finding.Answer;
import io.candlestream.tools.doctor.finding.Finding;
import io.candlestream.tools.doctor.finding.Finding.Mark;
import io.candlestream.tools.doctor.topic.BrokerFacts;
import io.candlestream.tools.doctor.topic.TopicFacts;
import io.candlestream.tools.doctor.topic.TopicFacts.Range;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as Spark and the consumer leave them, and topics as brokers have them. */
class CheckpointCheckTest {
    private static final Instant NOW = Instant.parse("2024-08-08T12:00:00Z");
    private static final Map<String, String> MINE =
            Map.of("topic", "t", "table", "assets.assets", "interval", "1m", "schema", "abc");

    @TempDir
    Path folder;

    @BeforeEach
    void aConsumerHasReadAHundredRecordsOfEachPartition() throws IOException {
        Files.writeString(folder.resolve("candlestream.properties"), """
                # whose
                stream.klines.topic=t
                stream.klines.sink.cassandra=table assets.assets
                stream.klines.interval=1m
                stream.klines.schema=abc
                stream.gaps.topic=t.gaps
                topic-id.t=one
                """);
        Files.writeString(folder.resolve("candlestream.lock"), "4711");
        batch(8, "{\"t\":{\"0\":90,\"1\":80}}");
        batch(9, "{\"t\":{\"0\":100,\"1\":100}}");
        Files.createDirectories(folder.resolve("offsets"));
        Files.writeString(folder.resolve("offsets/10"), "v1\n{}\n{\"t\":{\"0\":110,\"1\":100}}"); // begun, not done
    }

    private void batch(int number, String positions) throws IOException {
        Files.createDirectories(folder.resolve("offsets"));
        Files.createDirectories(folder.resolve("commits"));
        Files.writeString(folder.resolve("offsets/" + number), "v1\n{}\n" + positions);
        Path commit = Files.writeString(folder.resolve("commits/" + number), "v1\n{}");
        Files.setLastModifiedTime(commit, FileTime.from(NOW.minusSeconds(120)));
    }

    @Test
    void saysWhichFileOfOffsetsIsMissing() throws IOException {
        Files.delete(folder.resolve("offsets/9"));
        assertThat(new CheckpointFolder(folder).look().trouble())
                .startsWith(folder + " lacks offsets/9, which says how far batch 9 of commits has read (bring");

        Files.delete(folder.resolve("offsets/8"));
        Files.delete(folder.resolve("offsets/10"));
        assertThat(new CheckpointFolder(folder).look().trouble())
                .contains("lacks offsets/9", "its whole folder offsets is missing or empty");
    }

    @Test
    void saysHowFarItIsWhenNobodyHasAnythingToDo() {
        assertThat(judge(topic("one", 0, 100)))
                .isEqualTo(Finding.ok(
                        "checkpoint",
                        "no consumer runs on " + folder + ", 0 records behind, last batch 2 minutes ago"));
    }

    @Test
    void warnsOfRecordsThatWaitForNobody() {
        Finding finding = judge(topic("one", 0, 150));

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).isEqualTo("no consumer runs on " + folder + ", and 100 records wait");
        assertThat(finding.wayOut()).isEqualTo("start the consumer");
    }

    @Test
    void warnsOfAConsumerThatMakesNoBatches() throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve("candlestream.lock"), StandardOpenOption.WRITE)) {
            channel.lock();

            assertThat(judge(topic("one", 0, 100)).mark()).isEqualTo(Mark.OK);
            assertThat(judge(topic("one", 0, 150)).found())
                    .isEqualTo("process 4711 runs on " + folder + ", last batch 2 minutes ago, and 100 records wait");
        }
    }

    @Test
    void failsOnAnothersFolder() {
        Map<String, String> other = Map.of("topic", "u", "table", "assets.assets", "interval", "5m");
        Finding finding = new CheckpointCheck(other, brokers(topic("one", 0, 150)), clock())
                .judge(CheckpointLook.at(folder.toString()));

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found())
                .isEqualTo(
                        folder + " belongs to another consumer: its interval is 1m, ours 5m; its topic is t, ours u");
        assertThat(finding.wayOut()).contains("CANDLESTREAM_CONSUMER_CHECKPOINT");
    }

    @Test
    void failsWhereRecordsAreGoneUnread() {
        assertThat(judge(topic("one", 120, 200)).found())
                .endsWith("lost since " + folder + " was written: 40 records of t, deleted before they were read");
        assertThat(judge(topic("two", 0, 200)).found()).endsWith("t was deleted and created again");
        assertThat(judge(topic("one", 0, 60)).found()).endsWith("t ends before what was read of it");
        assertThat(judge(topic("one", 0, 60)).wayOut()).contains("--accept-loss");
    }

    @Test
    void aConsumerThatGoesOnWhileTheBrokersAreAskedHasLostNothing() throws IOException {
        CheckpointLook look = CheckpointLook.at(folder.toString());
        batch(9, "{\"t\":{\"0\":150}}");

        assertThat(new CheckpointCheck(MINE, brokers(topic("one", 0, 100)), clock())
                        .judge(look)
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void judgesWhatItCanWithoutBrokers() {
        assertThat(new CheckpointCheck(MINE, Optional.empty(), clock()).judge(CheckpointLook.at(folder.toString())))
                .isEqualTo(Finding.ok(
                        "checkpoint",
                        "no consumer runs on " + folder + ", how far behind is not known, last batch 2 minutes ago"));
    }

    @Test
    void failsOnAFileThatIsCutShort() throws IOException {
        Files.writeString(folder.resolve("offsets/9"), "v1\n{\"batch");

        assertThat(judge(topic("one", 0, 100)).found())
                .isEqualTo(folder + " is damaged: its newest file in offsets is cut short");
    }

    @Test
    void countsAllOfAPartitionThatNoBatchHasSeen() throws IOException {
        batch(9, "{\"t\":{\"0\":100}}");

        assertThat(judge(topic("one", 0, 100)).found()).endsWith("and 100 records wait");
    }

    @Test
    void hasNothingToSayOfAFolderThatIsNotThereOrNotHere() {
        CheckpointCheck check = new CheckpointCheck(MINE, Optional.empty(), clock());

        assertThat(check.judge(CheckpointLook.at(folder.resolve("none").toString()))
                        .mark())
                .isEqualTo(Mark.SKIP);
        assertThat(check.judge(CheckpointLook.at("hdfs://name/checkpoint")).found())
                .contains("is not on this machine");
        assertThat(check.judge(CheckpointLook.at("file://" + folder)).mark()).isEqualTo(Mark.OK);
    }

    private Finding judge(TopicFacts topic) {
        return new CheckpointCheck(MINE, brokers(topic), clock()).judge(CheckpointLook.at(folder.toString()));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static TopicFacts topic(String id, long first, long end) {
        Map<Integer, Range> offsets = Map.of(0, new Range(first, end), 1, new Range(first, end));
        return new TopicFacts(id, offsets, 2, 1, 0, 0, Map.of(), true, false);
    }

    private static Optional<BrokerFacts> brokers(TopicFacts topic) {
        return Optional.of(new BrokerFacts(1, Optional.empty(), Map.of("t", Answer.of(topic)), Answer.of(List.of())));
    }
}
