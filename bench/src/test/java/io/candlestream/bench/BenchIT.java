package io.candlestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A race so short that its figures say nothing, but every row of it is real. */
class BenchIT {
    @TempDir
    private Path folder;

    @Test
    void provesThatBothContendersStoredTheSameRows() throws IOException {
        Path json = folder.resolve("results.json");
        Path report = folder.resolve("results.md");
        int code = Bench.run(
                "bench",
                "--quick",
                "--only=sink",
                "--contenders=ours,bare loop",
                "--rows=20000",
                "--json=" + json,
                "--report=" + report);

        assertThat(code).isZero();
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(results.findValuesAsText("contender")).containsExactly("ours", "bare loop");
        assertThat(results.findValues("median")).allMatch(median -> median.asDouble() > 0);
        assertThat(Files.readString(report))
                .contains("has to store 20,000 rows")
                .contains("commitlog_sync batch")
                .doesNotContain("failed");
    }
}
