package io.candlestream.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatCanBeWrittenIsLeftAsItIs() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "text");

        assertThat(OutputFile.obstacle(old)).isEmpty();
        assertThat(OutputFile.obstacle(folder.resolve("new"))).isEmpty();

        assertThat(old).hasContent("text");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void saysWhyAFileCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(OutputFile.obstacle(folder))
                .hasValueSatisfying(text -> assertThat(text).contains("folder; name a file in it"));
        assertThat(OutputFile.obstacle(folder.resolve("none/report.md")))
                .hasValueSatisfying(text -> assertThat(text).contains("there is no folder " + folder + "/none"));
        assertThat(OutputFile.obstacle(file.resolve("report.md")))
                .hasValueSatisfying(text -> assertThat(text).contains("there is no folder " + file));
        assertThat(OutputFile.obstacle(Path.of("/proc/report.md")))
                .hasValueSatisfying(text -> assertThat(text).contains("name a file where you may write"));
    }
}
