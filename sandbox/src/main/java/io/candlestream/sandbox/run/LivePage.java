package io.candlestream.sandbox.run;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * The demo's live page. It is a way to look: if it ends, the demo does not. A port that was free may be taken by another demo
 * before the page listens; then it starts once more on another.
 */
public final class LivePage implements AutoCloseable {
    private static final String SERVED = "Page at ";
    private static final String TAKEN = "the port is taken";

    private final AtomicBoolean served = new AtomicBoolean();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final IntFunction<ChildJvm> programs;
    private int port;
    private ChildJvm program;

    /** Starts it. */
    public LivePage(Pipeline pipeline, CassandraLogin reader, int port) {
        this.programs = at -> pipeline.dashboard(reader, at, this::hear);
        this.port = port;
        this.program = programs.apply(port);
    }

    private void hear(String line) {
        if (line.contains(SERVED)) {
            served.set(true);
        } else if (line.contains(TAKEN)) {
            taken.set(true);
        }
    }

    /** Where a browser finds it. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Whether it has begun to answer since this was asked last. */
    public boolean hasOpened() {
        if (taken.getAndSet(false)) {
            program.close();
            port = Ports.free();
            program = programs.apply(port);
        }
        return served.getAndSet(false);
    }

    @Override
    public void close() {
        program.close();
    }
}
