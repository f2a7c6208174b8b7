package io.candlestream.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.load.KlineWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
    @TempDir
    private Path folder;

    @Test
    void holdEveryRowOnceSortedByAsset() throws IOException {
        CsvFiles.write(KlineWorkload.closedCandles(20), 100, folder);

        List<List<String>> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                List<List<String>> ofFile = Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> List.of(line.split(",", -1)))
                        .toList();
                assertThat(ofFile).isSortedAccordingTo((a, b) -> a.get(1).compareTo(b.get(1)));
                rows.addAll(ofFile);
            }
        }
        assertThat(rows).hasSize(100).allMatch(row -> row.size() == CsvFiles.COLUMNS.size() + 1);
        assertThat(rows.stream().map(row -> row.get(0))).doesNotHaveDuplicates();
    }
}
