package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.Pipeline;
import java.io.IOException;

/** Holds a contender to the machine's first core, where the system has {@code taskset}. */
record OneCore(Contender contender) implements Contender {
    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public Work start(Pipeline pipeline, long rows) {
        Work work = contender.start(pipeline, rows);
        try {
            new ProcessBuilder(
                            "taskset",
                            "-a",
                            "-p",
                            "-c",
                            "0",
                            String.valueOf(work.program().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // No taskset here: the JVM's own count of one processor has to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            work.close();
            throw new IllegalStateException("Interrupted while " + name() + " started", e);
        }
        return work;
    }
}
