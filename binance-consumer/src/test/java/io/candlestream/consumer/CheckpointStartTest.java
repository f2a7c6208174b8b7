package io.candlestream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CheckpointStartTest {
    @Test
    void aPathOrAFileUriIsOnThisMachine() {
        assertThat(CheckpointStart.local("./checkpoint")).contains(Path.of("./checkpoint"));
        assertThat(CheckpointStart.local("file:///data/checkpoint")).contains(Path.of("/data/checkpoint"));
        assertThat(CheckpointStart.local("file:/data/checkpoint")).contains(Path.of("/data/checkpoint"));
    }

    @Test
    void anotherFileSystemIsNot() {
        assertThat(CheckpointStart.local("s3a://bucket/checkpoint")).isEmpty();
        assertThat(CheckpointStart.local("hdfs://name:8020/checkpoint")).isEmpty();
    }
}
