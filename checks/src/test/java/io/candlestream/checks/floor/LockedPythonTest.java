package io.candlestream.checks.floor;

import static io.candlestream.checks.Project.found;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Python packages of the notebooks are locked to files: by version and hash. */
class LockedPythonTest {
    private static final String NOTEBOOKS = "notebooks/requirements.txt";
    private static final String CHECK = "notebooks/requirements-check.txt";

    @ParameterizedTest
    @ValueSource(strings = {NOTEBOOKS, CHECK})
    void everyPackageIsPinnedAndHasHashes(String file) {
        assertThat(packages(file)).hasSizeGreaterThan(100).allSatisfy(lines -> assertThat(lines)
                .matches("(?s)[\\w.-]+==[\\w.]+( ; [^\\\\]+)?( \\\\\n {4}--hash=sha256:[0-9a-f]{64})+\n?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTEBOOKS, CHECK})
    void noPlaceIsNamed(String file) {
        assertThat(text(file)).doesNotContain("://", "--index", "--find-links", "file:");
    }

    @Test
    void whatChecksHasAllOfTheOther() {
        assertThat(packages(CHECK)).containsAll(packages(NOTEBOOKS));
    }

    @Test
    void nothingIsInstalledWithoutItsHash() {
        assertThat(text("notebooks/install").lines().filter(line -> line.matches("\\s*install --.*")))
                .isNotEmpty()
                .allMatch(line -> line.contains("--require-hashes") || line.contains("--no-index --no-deps"))
                .allMatch(line -> line.contains("--no-build-isolation") || line.contains("^setuptools=="));
    }

    @Test
    void pySparkIsTheConsumersSpark() {
        String spark =
                found("<spark.version>(.+)</spark.version>", text("pom.xml")).get(0);
        assertThat(found("(?m)^pyspark==(\\S+)", text(NOTEBOOKS))).containsExactly(spark);
    }

    private static List<String> packages(String file) {
        return Stream.of(text(file).split("\n(?=\\S)"))
                .filter(lines -> !lines.startsWith("#"))
                .map(lines -> lines.stripTrailing())
                .toList();
    }
}
