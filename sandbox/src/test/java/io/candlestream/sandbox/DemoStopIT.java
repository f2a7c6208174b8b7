package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demo that is asked to end, at any moment of its life. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
class DemoStopIT {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final int LONGEST_END_SECONDS = 6; // five, and one for a busy machine
    private static final int PROVED = 0;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Candlestream:, HUP, 129, Stopped before",
        "'  broker ', TERM, 143, Stopped before",
        "'  Cassandra ', HUP, 129, Stopped before",
        "Page at, TERM, 0 or 143, lost 0|Stopped"
    })
    void endsWithinSecondsWithOneLineAndLeavesNothing(String moment, String signal, String code, String line)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process demo = startedUpTo(moment, output);
        List<ProcessHandle> programs = demo.descendants().toList();

        signal(signal, Stream.of(demo.toHandle()));

        assertThat(demo.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS))
                .as(text(output))
                .isTrue();
        assertThat(code).as(text(output)).contains(String.valueOf(demo.exitValue()));
        assertThat(text(output)).doesNotContain("\tat ", "Exception").containsAnyOf(line.split("\\|", -1));
        assertLeavesNothing(programs, output);
    }

    @ParameterizedTest
    @CsvSource({"Starting", "first candle"})
    void aSignalToAllOfItsProgramsEndsItAsWell(String moment) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process demo = startedUpTo(moment, output);
        List<ProcessHandle> programs = demo.descendants().toList();
        List<ProcessHandle> all = new ArrayList<>(programs);
        all.add(demo.toHandle());

        signal("TERM", all.stream());

        assertThat(demo.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS))
                .as(text(output))
                .isTrue();
        assertThat(demo.exitValue()).as(text(output)).isIn(PROVED, 143);
        assertThat(text(output)).doesNotContain("\tat ", "Exception");
        assertLeavesNothing(programs, output);
    }

    private Process startedUpTo(String moment, Path output) throws IOException {
        Process demo = SandboxRun.start(folder, output, "demo", "--plain", "--symbols", "BTCUSDT");
        await().atMost(LONGEST_START)
                .until(() -> !demo.isAlive() || text(output).contains(moment));
        assertThat(demo.isAlive()).as(text(output)).isTrue();
        return demo;
    }

    private void assertLeavesNothing(List<ProcessHandle> programs, Path output) throws IOException {
        await().atMost(Duration.ofSeconds(2)).until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> demos = Files.list(folder.resolve("demos"))) {
            assertThat(demos).as(text(output)).isEmpty();
        }
    }

    private static String text(Path output) throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    private static void signal(String signal, Stream<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.map(process -> String.valueOf(process.pid())).forEach(command::add);
        new ProcessBuilder(command).start().waitFor();
    }
}
