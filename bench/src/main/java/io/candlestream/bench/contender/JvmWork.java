package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import java.time.Duration;

/** A Java program that ends by itself when its work is done. */
record JvmWork(String name, ChildJvm program, ResultLines lines) implements Work {
    @Override
    public long pid() {
        return program.pid();
    }

    @Override
    public Span await(Duration deadline) {
        int code = program.await(deadline);
        if (code != 0) {
            throw new IllegalStateException(name + " ended with code " + code + ":\n" + program.tail());
        }
        return lines.span()
                .orElseThrow(() -> new IllegalStateException(name + " printed no result:\n" + program.tail()));
    }

    @Override
    public void close() {
        program.close();
    }
}
