package io.candlestream.consumer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.checkpoint.Checkpoint.LossPolicy;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint on another file system than that of this machine: Hadoop's {@code viewfs}, whose mount table leads to a folder. */
class HadoopCheckpointTest {
    private static final String FOLDER = "viewfs://mounts/data/checkpoint";
    private static final CheckpointMetadata ME = new CheckpointMetadata(
            Map.of("klines", new FedStream("prices", Map.of(), Map.of("cassandra", "table assets.assets"))), Map.of());

    private final Path behind;
    private final Configuration hadoop = new Configuration();

    HadoopCheckpointTest(@TempDir Path data) {
        this.behind = data.resolve("checkpoint");
        hadoop.set("fs.viewfs.mounttable.mounts.link./data", data.toUri().toString());
        hadoop.setBoolean("fs.viewfs.impl.disable.cache", true); // each test has a mount table of its own
    }

    @Test
    void isNotTakenForAFolderOfThisMachine() {
        assertThat(checkpoint(LossPolicy.REFUSE).onThisMachine()).isEmpty();
        assertThat(in("file:" + behind).onThisMachine()).contains(behind);
        assertThat(in(behind.toString()).onThisMachine()).contains(behind);
        hadoop.set("fs.defaultFS", "viewfs://mounts/");
        assertThat(in("/data/checkpoint").onThisMachine()).isEmpty();
    }

    @Test
    void remembersItsOwnerAndRefusesAnother() throws IOException {
        check(LossPolicy.REFUSE, ME, topic("A", 0));
        begin(10);
        check(LossPolicy.REFUSE, ME, topic("A", 0));
        assertThat(behind.resolve("candlestream.properties")).content().contains("topic-id.prices=A");

        CheckpointMetadata other = new CheckpointMetadata(
                Map.of("klines", new FedStream("prices", Map.of(), Map.of("cassandra", "table assets.other"))),
                Map.of());
        assertThatThrownBy(() -> check(LossPolicy.REFUSE, other, topic("A", 0)))
                .hasMessageContaining(
                        "Cannot use checkpoint " + FOLDER + ": stream klines: cassandra is table assets.other")
                .hasMessageContaining("delete its line in " + FOLDER + "/candlestream.properties");
    }

    @Test
    void refusesALossUntilItIsAccepted() throws IOException {
        check(LossPolicy.REFUSE, ME, topic("A", 0));
        begin(10);
        assertThatThrownBy(() -> check(LossPolicy.REFUSE, ME, topic("A", 15)))
                .hasMessageContaining("Cannot go on from checkpoint " + FOLDER)
                .hasMessageContaining("prices-0 offsets 10 to 14 (5 records)");

        check(LossPolicy.ACCEPT, ME, topic("A", 15));

        assertThat(behind.resolve("offsets/1")).content().endsWith("{\"prices\":{\"0\":15}}");
        assertThat(behind.resolve("commits/1")).content().startsWith("v1\n");
        check(LossPolicy.REFUSE, ME, topic("A", 15));
    }

    @Test
    void namesAFileSystemThatNobodyKnows() {
        assertThatThrownBy(() -> in("nofs://host/checkpoint"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("Cannot open checkpoint nofs://host/checkpoint: ")
                .hasMessageContaining("CANDLESTREAM_CONSUMER_CHECKPOINT");
        assertThatThrownBy(() -> in("s3a://bucket/checkpoint"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("S3AFileSystem not found");
    }

    private void check(LossPolicy policy, CheckpointMetadata me, List<TopicState> topics) {
        checkpoint(policy).check(me, topics, lost -> {});
    }

    private Checkpoint checkpoint(LossPolicy policy) {
        return Checkpoint.in(FOLDER, hadoop, policy);
    }

    private Checkpoint in(String folder) {
        return Checkpoint.in(folder, hadoop, LossPolicy.REFUSE);
    }

    private void begin(long offset) throws IOException {
        Files.createDirectories(behind.resolve("offsets"));
        Files.createDirectories(behind.resolve("commits"));
        Files.writeString(behind.resolve("offsets/0"), "v1\n{}\n{\"prices\":{\"0\":" + offset + "}}");
        Files.writeString(behind.resolve("commits/0"), "v1\n{}");
    }

    private static List<TopicState> topic(String id, long first) {
        return List.of(new TopicState("prices", id, Map.of(0, first), Map.of(0, 100L)));
    }
}
