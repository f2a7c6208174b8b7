package io.candlestream.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
    private static final List<String> LEFT = List.of(
            "liblz4-java-123.so",
            "liblz4-java-123.so.lck",
            "libzstd-jni-1.5.5-4123.so",
            "snappy-1.1.10-ab-libsnappyjava.so");

    @Test
    void removesWhatKilledProgramsLeftAndNothingElse(@TempDir Path folder) throws IOException {
        Instant now = Instant.now();
        for (String name : LEFT) {
            file(folder.resolve(name), now.minus(Duration.ofHours(1)));
        }
        Path fresh = file(folder.resolve("liblz4-java-456.so"), now);
        Path others = file(folder.resolve("libother.so"), now.minus(Duration.ofDays(1)));

        NativeLibraries.removeLeftovers(folder, now);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(fresh, others);
        }
    }

    @Test
    void anAbsentFolderIsNoFault(@TempDir Path folder) {
        NativeLibraries.removeLeftovers(folder.resolve("none"), Instant.now());
    }

    private static Path file(Path file, Instant time) throws IOException {
        return Files.setLastModifiedTime(Files.writeString(file, "x"), FileTime.from(time));
    }
}
