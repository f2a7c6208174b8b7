package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo's live page. It is a way to look: if it ends, the demo does not. */
final class DemoPage implements AutoCloseable {
    private static final String SERVED = "Page at ";

    private final String address;
    private final AtomicBoolean news = new AtomicBoolean();
    private final ChildJvm program;

    private DemoPage(Pipeline pipeline, CassandraLogin reader, int port) {
        this.address = "http://127.0.0.1:" + port;
        this.program = pipeline.dashboard(reader, port, line -> {
            if (line.contains(SERVED)) {
                news.set(true);
            }
        });
    }

    static DemoPage start(Pipeline pipeline, CassandraLogin reader, int port) {
        return new DemoPage(pipeline, reader, port);
    }

    /** Where a browser finds it. */
    String address() {
        return address;
    }

    /** Whether it has begun to answer since this was asked last. */
    boolean hasOpened() {
        return news.getAndSet(false);
    }

    @Override
    public void close() {
        program.close();
    }
}
