package io.candlestream.simulator.market;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the recorded market data beside the project; a test that needs it is skipped where it is absent. */
final class RecordedFolder {
    private RecordedFolder() {}

    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("candlestream.home", "."))
                .resolve("../shared/data")
                .resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "skipped: no recorded data at " + folder.normalize());
        return folder;
    }
}
