package io.candlestream.consumer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkLogTest {
    private static final String METADATA = "{\"batchWatermarkMs\":0,\"batchTimestampMs\":7,\"conf\":{\"a\":\"b\"}}";

    private final Path folder;
    private final SparkLog log;

    SparkLogTest(@TempDir Path folder) {
        this.folder = folder;
        this.log = new SparkLog(CheckpointFiles.in(folder.toString(), new Configuration()));
    }

    @Test
    void nothingHasBeenRead() {
        assertThat(log.positions()).isEmpty();
    }

    @Test
    void beginsWhereTheFirstBatchBegan() throws IOException {
        write("sources/0/0", "\0v1\n{\"prices\":{\"0\":3}}");
        assertThat(log.positions()).contains(at(3));

        write("offsets/0", "v1\n" + METADATA + "\n{\"prices\":{\"0\":9}}");
        assertThat(log.positions()).contains(at(3));
    }

    @Test
    void standsBehindTheNewestBatchOnlyWhenThatIsCommitted() throws IOException {
        write("offsets/8", "v1\n" + METADATA + "\n{\"prices\":{\"0\":80}}");
        write("offsets/9", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90}}");
        write("offsets/10", "v1\n" + METADATA + "\n{\"prices\":{\"0\":100}}");
        write("commits/9", "v1\n{\"nextBatchWatermarkMs\":0}");
        assertThat(log.positions()).contains(at(90));

        write("commits/10", "v1\n{\"nextBatchWatermarkMs\":0}");
        assertThat(log.positions()).contains(at(100));
    }

    /** As a start leaves it that is killed between its two files, behind a batch that was killed. */
    @Test
    void ofTwoBatchesThatAreNotCommittedBothAreReadAgain() throws IOException {
        write("offsets/8", "v1\n" + METADATA + "\n{\"prices\":{\"0\":80}}");
        write("offsets/9", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90}}");
        write("offsets/10", "v1\n" + METADATA + "\n{\"prices\":{\"0\":100}}");
        write("commits/8", "v1\n{\"nextBatchWatermarkMs\":0}");

        assertThat(log.positions()).contains(at(80));
        assertThat(log.goesOnFrom(at(80))).as("Spark itself goes on from 90").isFalse();
        assertThat(log.begun()).containsExactly("prices");

        log.goOnFrom(at(80));

        assertThat(log.goesOnFrom(at(80))).isTrue();
        assertThat(log.begun()).isEmpty();
    }

    @Test
    void namesTheTopicsOfABatchThatIsRepeated() throws IOException {
        assertThat(log.begun()).isEmpty();

        write("offsets/0", "v1\n" + METADATA + "\n{\"prices\":{\"0\":80},\"gaps\":{\"0\":1}}");
        assertThat(log.begun()).as("nothing was written before").isEmpty();

        write("commits/0", "v1\n{\"nextBatchWatermarkMs\":0}");
        write("offsets/1", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90},\"gaps\":{\"0\":1,\"1\":0}}");
        assertThat(log.begun()).containsExactly("prices");
    }

    /** By an operator, or of a backup: nothing says that those batches were written. */
    @Test
    void withoutCommitsAllIsReadAgain() throws IOException {
        write("offsets/8", "v1\n" + METADATA + "\n{\"prices\":{\"0\":80}}");
        write("offsets/9", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90}}");
        assertThatThrownBy(log::positions)
                .hasMessageContaining("sources/0/0: it is missing")
                .hasMessageContaining("move the folder aside");

        write("sources/0/0", "\0v1\n{\"prices\":{\"0\":3}}");

        assertThat(log.positions()).contains(at(3));
        assertThat(log.goesOnFrom(at(3))).isFalse();
    }

    @Test
    void aBatchThatEndsBeforeItsBeginIsNotRepeated() throws IOException {
        write("offsets/8", "v1\n" + METADATA + "\n{\"prices\":{\"0\":80}}");
        write("offsets/9", "v1\n" + METADATA + "\n{\"prices\":{\"0\":20}}"); // of an accepted loss, without its commit
        write("commits/8", "v1\n{\"nextBatchWatermarkMs\":0}");
        assertThat(log.goesOnFrom(at(80))).isFalse();

        write("offsets/9", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90}}");
        assertThat(log.goesOnFrom(at(80))).isTrue();
    }

    @Test
    void goesOnFromOtherPositionsAndKeepsWhatWasThere() throws IOException {
        write("offsets/9", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90}}");
        write("offsets/10", "v1\n" + METADATA + "\n{\"prices\":{\"0\":100}}");
        write("commits/9", "v1\n{\"nextBatchWatermarkMs\":0}");

        log.goOnFrom(at(95));

        assertThat(log.positions()).contains(at(95));
        assertThat(folder.resolve("offsets/11")).content().startsWith("v1\n" + METADATA + "\n");
        assertThat(folder.resolve("offsets/10")).content().endsWith("{\"prices\":{\"0\":100}}");
    }

    @Test
    void goesOnFromOtherPositionsBeforeTheFirstBatch() throws IOException {
        write("sources/0/0", "\0v1\n{\"prices\":{\"0\":3}}");

        log.goOnFrom(at(5));

        assertThat(log.positions()).contains(at(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1\n{\"batchWat", "v1\n{}", "v1\n{}\n{\"prices\":{\"0\":", "v7\n{}\n{}"})
    void namesADamagedFileAndTheWayOut(String text) throws IOException {
        write("offsets/4", text);

        assertThatThrownBy(log::positions)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(folder.resolve("offsets/4").toString())
                .hasMessageContaining("cut short")
                .hasMessageContaining("move it");
    }

    @Test
    void namesADamagedCommitBeginningAndMetadata() throws IOException {
        write("commits/4", "");
        assertThatThrownBy(log::positions).hasMessageContaining("commits");
        Files.delete(folder.resolve("commits/4"));

        write("sources/0/0", "");
        assertThatThrownBy(log::positions).hasMessageContaining("move the folder aside");

        write("metadata", "");
        assertThatThrownBy(log::positions).hasMessageContaining("metadata");
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        write("offsets/4", "v1\n" + METADATA + "\n{\"prices\":{\"0\":90}}");

        assertThatThrownBy(log::positions)
                .hasMessageContaining(folder.resolve("offsets/3").toString())
                .hasMessageContaining("missing");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private static Positions at(long offset) {
        return new Positions(Map.of(new TopicPartition("prices", 0), offset));
    }
}
