package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/** A sink that stores nothing and does, at each write, what a test wants of it. */
public record ActingSink(String name, Action action) implements Sink {
    private static final long serialVersionUID = 1;

    @FunctionalInterface
    public interface Action extends Serializable {
        void write() throws InterruptedException;
    }

    @Override
    public String target(RowLayout<?> layout) {
        return "nowhere";
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new SinkWriter<>() {
            @Override
            public void write(Collection<List<R>> groups) throws InterruptedException {
                action.write();
            }

            @Override
            public void close() {}
        };
    }
}
