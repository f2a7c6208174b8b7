package io.candlestream.consumer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileManagerTest {
    private final Path folder;
    private final CheckpointFileManager manager;
    private final CheckpointFileManager hadoops;
    private final org.apache.hadoop.fs.Path seven;

    LocalFileManagerTest(@TempDir Path folder) {
        this.folder = folder;
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder.toUri());
        this.manager = new LocalFileManager(root, new Configuration());
        this.hadoops = new FileContextBasedCheckpointFileManager(root, new Configuration());
        this.seven = new org.apache.hadoop.fs.Path(root, "7");
    }

    @Test
    void aFileIsThereOnceItIsClosedAndNothingElseIs() throws IOException {
        try (OutputStream out = manager.createAtomic(seven, false)) {
            out.write("v1".getBytes(StandardCharsets.UTF_8));
            assertThat(names()).isEmpty();
        }

        assertThat(names()).containsExactly("7");
        assertThat(text(manager)).isEqualTo("v1");
    }

    @Test
    void aCancelledFileIsNotThere() throws IOException {
        CheckpointFileManager.CancellableFSDataOutputStream out = manager.createAtomic(seven, false);
        out.write(1);
        out.cancel();
        out.close();

        assertThat(names()).isEmpty();
    }

    @Test
    void anEntryOfTheLogIsNeverReplaced() throws IOException {
        write(manager, "first", false);

        assertThatThrownBy(() -> write(manager, "second", false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(text(manager)).isEqualTo("first");
    }

    @Test
    void aFileOfHadoopsIsReplacedTogetherWithItsChecksum() throws IOException {
        write(hadoops, "first", true);
        assertThat(names()).contains(".7.crc");

        write(manager, "second", true);

        assertThat(names()).containsExactly("7");
        assertThat(text(hadoops)).isEqualTo("second");
    }

    private void write(CheckpointFileManager by, String text, boolean replace) throws IOException {
        try (OutputStream out = by.createAtomic(seven, replace)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String text(CheckpointFileManager by) throws IOException {
        try (var in = by.open(seven)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
