package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command {@code drill} as a person types it, on what the build has just made. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
class DrillIT {
    private static final String SEED = "20261120";

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostExtraOrMixedWhenConsumerAndServersAreKilled() throws IOException, InterruptedException {
        // JUnit lets the owner alone enter it, and PostgreSQL does not run as root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path report = folder.resolve("report.md");

        SandboxRun drill = SandboxRun.of(
                folder,
                "drill",
                "--faults",
                "C1,S1,B1,G4",
                "--sinks",
                "cassandra,postgres",
                "--streams",
                "klines,trades,ticker_1h",
                "--derived",
                "features,metrics,trade_metrics",
                "--rounds",
                "2",
                "--outages",
                "1s",
                "--seed",
                SEED,
                "--report",
                report.toString());

        assertThat(drill.code()).as(drill.output()).isZero();
        assertThat(drill.output().lines().filter(line -> line.contains("lost 0  extra 0  mixed 0  dead letters 0")))
                .hasSize(2);
        assertThat(drill.listeners().loopback()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(drill.listeners().beyond()).isEmpty();
        assertThat(Files.readString(report))
                .contains("Seed " + SEED + ", 3 symbols at speed 60, 8 rounds", "## Not played")
                .contains("**Cassandra: closed ", "**PostgreSQL: closed ")
                .contains(verified("C1"))
                .contains(verified("S1"))
                .contains(verified("B1"))
                .contains("`verify` in the end, features in cassandra: equal: ")
                .contains("`verify` in the end, features in postgres: equal: ")
                .contains("`verify` in the end, metrics in cassandra: equal: ")
                .contains("`verify` in the end, metrics in postgres: equal: ")
                .contains("`verify` in the end, trade_metrics in cassandra: equal: ")
                .contains("`verify` in the end, trade_metrics in postgres: equal: ")
                .contains(verified("G4"))
                .contains("`verify` in the end in Cassandra: equal: ", "`verify` in the end in PostgreSQL: equal: ")
                .containsPattern(proved("Cassandra"))
                .containsPattern(proved("PostgreSQL"))
                .containsPattern("\\| C1 +\\| 2 \\| 0 \\| 0 \\| 0 \\|")
                .containsPattern("\\| S1 +\\| 2 \\| 0 \\| 0 \\| 0 \\|")
                .containsPattern("\\| B1 +\\| 2 \\| 0 \\| 0 \\| 0 \\|")
                .containsPattern("\\| G4 +\\| 2 \\| 0 \\| 0 \\| 0 \\|");
    }

    private static String proved(String store) {
        return "`verify` in the end, ticker_1h in " + store
                + ": proved: tickers of 1h  proved [1-9]\\d*  without their trades 0  differing 0";
    }

    private static List<String> verified(String fault) {
        return Stream.of("", ", trades")
                .flatMap(rows -> Stream.of("Cassandra", "PostgreSQL")
                        .map(store -> "`verify` after " + fault + rows + " in " + store + ": equal: "))
                .toList();
    }

    @Test
    void nothingIsLostExtraOrMixedWhateverRestSaysNorWhenConnectionsAreBanned()
            throws IOException, InterruptedException {
        SandboxRun drill =
                SandboxRun.of(folder, "drill", "--faults", "R1,R4,R6,R10,W3", "--rounds", "2", "--seed", SEED);

        assertThat(drill.code()).as(drill.output()).isZero();
        assertThat(drill.output()).contains("lost 0  extra 0  mixed 0  dead letters 0");
    }

    @Test
    void aMisuseIsRefusedInOneLine() throws IOException, InterruptedException {
        SandboxRun fault = SandboxRun.of(folder, "drill", "--faults", "C1,Z9");
        assertThat(fault.code()).isEqualTo(2);
        assertThat(fault.output()).contains("Z9: no such fault; there are C1").doesNotContain("\tat ");

        SandboxRun streams = SandboxRun.of(folder, "drill", "--streams", "trades");
        assertThat(streams.code()).isEqualTo(2);
        assertThat(streams.output()).contains("--streams trades: the drill proves klines, which has to be among them");

        SandboxRun sinks = SandboxRun.of(folder, "drill", "--sinks", "postgres");
        assertThat(sinks.code()).isEqualTo(2);
        assertThat(sinks.output()).contains("--sinks postgres: there are cassandra, which has to be among them");

        Files.writeString(folder.resolve("drills"), "a file where the folder of the drills has to be");
        SandboxRun nowhere = SandboxRun.of(folder, "drill");
        assertThat(nowhere.code()).as(nowhere.output()).isEqualTo(2);
        assertThat(nowhere.output())
                .contains(folder.resolve("drills").toString())
                .doesNotContain("\tat ");
    }
}
