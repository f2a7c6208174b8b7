package io.candlestream.sandbox.run;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo's live page. It is a way to look: if it ends, the demo does not. */
public final class LivePage implements AutoCloseable {
    private static final String SERVED = "Page at ";

    private final String address;
    private final AtomicBoolean news = new AtomicBoolean();
    private final ChildJvm program;

    private LivePage(Pipeline pipeline, CassandraLogin reader, int port) {
        this.address = "http://127.0.0.1:" + port;
        this.program = pipeline.dashboard(reader, port, line -> {
            if (line.contains(SERVED)) {
                news.set(true);
            }
        });
    }

    public static LivePage start(Pipeline pipeline, CassandraLogin reader, int port) {
        return new LivePage(pipeline, reader, port);
    }

    /** Where a browser finds it. */
    public String address() {
        return address;
    }

    /** Whether it has begun to answer since this was asked last. */
    public boolean hasOpened() {
        return news.getAndSet(false);
    }

    @Override
    public void close() {
        program.close();
    }
}
