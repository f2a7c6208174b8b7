package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build made for a fast start is used: a JVM ignores an archive that does not fit, and says nothing. */
class ClassDataIT {
    @Test
    void theClassesOfAToolComeFromTheArchive(@TempDir Path folder) throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:class+load:file=" + loaded));
        command.addAll(ProjectFolder.find().program("tools"));
        command.add("--version");

        Process tool = new ProcessBuilder(command)
                .directory(ProjectFolder.find().root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();

        assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" picocli.CommandLine source: shared objects file"));
    }
}
