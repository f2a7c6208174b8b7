package io.candlestream.consumer.sink.console;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.runtime.settings.Settings;

/** Makes the console's sink from settings. */
public final class ConsoleSinkFactory implements SinkFactory {
    private static final int MOST_ROWS = 10_000;

    @Override
    public String type() {
        return "console";
    }

    @Override
    public Sink create(String name, Settings block) {
        return new ConsoleSink(name, block.number("rows", 1, MOST_ROWS));
    }

    @Override
    public boolean stores() {
        return false;
    }
}
