package io.candlestream.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a signal makes a command say, seen from outside of its process. */
class StopLineTest {
    private record End(int code, String output) {}

    /** Ends a process by SIGTERM while it works in the way that {@code how} names. */
    private static End stop(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Working.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("at work");
        process.toHandle().destroy(); // the process itself would close what is read
        String rest = output.lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new End(process.exitValue(), rest);
    }

    @Test
    void aSignalIsNoGoodEndOfWorkThatIsUndone() throws IOException, InterruptedException {
        assertThat(stop("undone")).isEqualTo(new End(143, "undone"));
    }

    @Test
    void aSignalIsTheGoodEndOfWorkThatHasNoOther() throws IOException, InterruptedException {
        assertThat(stop("usual")).isEqualTo(new End(Program.OK, "as usual"));
    }

    @Test
    void theInnermostWorkSaysTheLine() throws IOException, InterruptedException {
        assertThat(stop("inner")).isEqualTo(new End(Program.OK, "as usual"));
        assertThat(stop("outer")).isEqualTo(new End(143, "undone"));
        assertThat(stop("none")).isEqualTo(new End(143, ""));
    }

    /** Works until a signal ends it. */
    static final class Working {
        private static final StopLine UNDONE = StopLine.undone(() -> "undone");
        private static final StopLine USUAL = StopLine.usual(System.out, () -> "as usual");

        private Working() {}

        public static void main(String[] how) {
            switch (how[0]) {
                case "undone" -> UNDONE.during(Working::work);
                case "usual" -> USUAL.during(Working::work);
                case "inner" -> UNDONE.during(() -> USUAL.during(Working::work));
                case "outer" ->
                    UNDONE.during(() -> {
                        USUAL.during(() -> true);
                        return work();
                    });
                default -> {
                    UNDONE.during(() -> USUAL.during(() -> true));
                    work();
                }
            }
        }

        @SuppressWarnings("SystemOut")
        private static boolean work() {
            System.out.println("at work");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }
}
