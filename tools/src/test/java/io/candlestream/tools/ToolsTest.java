package io.candlestream.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-tool", "dead-letters", "verify --from yesterday", "verify --interval 7m"})
    void refusesAMisuse(String line) {
        assertThat(Tools.run(line.isEmpty() ? new String[] {"--no-such-option"} : line.split(" ")))
                .isEqualTo(2);
    }

    @Test
    void explainsItself() {
        assertThat(Tools.run("verify", "--help")).isZero();
        assertThat(Tools.run("dead-letters", "replay", "--help")).isZero();
    }

    @Test
    void refusesAFolderWithoutFilesBeforeItLogsIn() {
        assertThat(Tools.run("verify", "--data", "no-such-folder")).isEqualTo(2);

        AtomicReference<Exception> refusal = new AtomicReference<>();
        Tools.commands(Tools.loader()::load, System.out)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    refusal.set(e);
                    return 2;
                })
                .execute("verify", "--data", "no-such-folder");
        assertThat(refusal.get()).hasMessageContaining("no-such-folder: no such folder");
    }

    /** Without a jar that Cassandra's driver needs, a tool comes to an end where nothing but an Error can tell it. */
    @ParameterizedTest
    @ValueSource(strings = {"cql", "verify"})
    void anErrorEndsAToolWithTwoAndOneLine(String tool) throws IOException, InterruptedException {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.contains("netty-buffer"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars,
                Tools.class.getName(),
                tool));
        if (tool.equals("cql")) {
            command.add("SELECT key FROM system.local");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(2);
        assertThat(output.lines().filter(line -> !line.contains("starting with")))
                .singleElement()
                .asString()
                .contains(
                        "Stopped by java.lang.ClassNotFoundException: io.netty.buffer.",
                        "at io.candlestream.runtime.cassandra.")
                .endsWith("(its jars do not fit together: ./candlestream build)");
    }
}
