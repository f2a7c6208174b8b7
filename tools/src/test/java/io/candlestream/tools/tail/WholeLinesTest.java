package io.candlestream.tools.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WholeLinesTest {
    private static final long A_MOMENT_MS = 200;

    private final Output output = new Output();
    private final WholeLines lines = new WholeLines(new PrintStream(output, false, StandardCharsets.UTF_8));

    /** A terminal or pipe that takes nothing until it is opened. */
    private static final class Output extends ByteArrayOutputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            reached.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.write(bytes, from, count);
        }
    }

    private Thread print(String line) {
        Thread thread = new Thread(() -> lines.print(line));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private CompletableFuture<String> end() {
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(lines.end("data.prices")));
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    @Test
    void endsAfterAWholeLineAndPrintsNoOther() throws Exception {
        print("bitcoin");
        output.reached.await();
        CompletableFuture<String> end = end();
        assertThatThrownBy(() -> end.get(A_MOMENT_MS, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        output.opened.countDown();

        assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("Stopped: 1 record of data.prices shown.");
        Thread late = print("ethereum");
        late.join(A_MOMENT_MS);
        assertThat(late.isAlive()).isTrue();
        assertThat(output).hasToString("bitcoin" + System.lineSeparator());
    }

    @Test
    void doesNotWaitForAReaderThatReadsNoMore() throws Exception {
        print("bitcoin");
        output.reached.await();

        assertThat(end().get(5, TimeUnit.SECONDS)).isEqualTo("Stopped: 0 records of data.prices shown.");
    }
}
