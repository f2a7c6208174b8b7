package io.candlestream.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program's end, seen from outside of its process. */
class ProgramTest {
    private record End(int code, String output) {}

    private static End run(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Failing.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new End(process.exitValue(), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "thread", "pool", "schedule"})
    void anErrorEndsItWithOneLineOnWhateverThread(String how) throws IOException, InterruptedException {
        End end = run(how);

        assertThat(end.code()).as(end.output()).isEqualTo(Program.FAILED);
        assertThat(end.output().lines().filter(line -> !line.startsWith("SLF4J")))
                .singleElement()
                .asString()
                .contains(
                        "Stopped by java.lang.NoClassDefFoundError: what/Ever at io.candlestream.runtime.program.ProgramTest");
    }

    @Test
    void soDoesTheWantOfMemory() throws IOException, InterruptedException {
        End end = run("memory");

        assertThat(end.code()).as(end.output()).isEqualTo(Program.FAILED);
        assertThat(end.output()).contains("java.lang.OutOfMemoryError", "-Xmx").doesNotContain("\tat ");
    }

    @Test
    void aHookThatSaysAllIsWellDoesNotHideIt() throws IOException, InterruptedException {
        assertThat(run("hook").code()).isEqualTo(Program.FAILED);
    }

    @Test
    void whatItPrintsCannotSteerTheTerminal() throws IOException, InterruptedException {
        assertThat(run("print").output())
                .contains("out \\x1b]0;evil\\x07", "err \\x9b2J")
                .doesNotContain("\u001b");
    }

    /** Fails in the way that its argument names. */
    static final class Failing {
        private Failing() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] how) {
            System.exit(Program.run(Failing.class, () -> {
                switch (how[0]) {
                    case "main" -> fail();
                    case "thread" -> new Thread(Failing::fail).start();
                    case "pool" -> Executors.newCachedThreadPool().execute(Failing::fail);
                    case "schedule" -> {
                        var unused = Executors.newScheduledThreadPool(1)
                                .scheduleWithFixedDelay(Program.ending(Failing::fail), 0, 1, TimeUnit.SECONDS);
                    }
                    case "memory" -> new Thread(Failing::fill).start();
                    case "hook" -> {
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime()
                                .halt(Program.OK)));
                        fail();
                    }
                    default -> {
                        System.out.println("out \u001b]0;evil\u0007");
                        System.err.println("err \u009b2J");
                        return Program.OK;
                    }
                }
                new CountDownLatch(1).await();
                return Program.OK;
            }));
        }

        private static void fail() {
            throw new NoClassDefFoundError("what/Ever");
        }

        private static void fill() {
            List<byte[]> all = new ArrayList<>();
            while (all.size() < Integer.MAX_VALUE) {
                all.add(new byte[1 << 20]);
            }
        }
    }
}
