package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkFactory;
import io.candlestream.runtime.settings.Settings;
import java.util.Optional;

/** Makes sinks in topics from settings. */
public final class TopicSinkFactory implements SinkFactory {
    private static final int MOST_PARTITIONS = 1000;

    @Override
    public String type() {
        return "topic";
    }

    @Override
    public Sink create(String name, Settings block) {
        return new TopicSink(
                name,
                block.parsed(
                        "name",
                        text -> Optional.of(text).filter(TopicSinkFactory::isPattern),
                        "a name of letters, digits, '.', '_' and '-' is needed, with {table} in it"),
                block.parsed("format", RowFormat::of, "avro, avro-framed or json is needed"),
                block.parsed("delivery", Delivery::of, "idempotent or transactional is needed"),
                block.number("partitions", 0, MOST_PARTITIONS),
                block.duration("write-deadline"));
    }

    private static boolean isPattern(String text) {
        return text.contains(TopicSink.TABLE)
                && text.replace(TopicSink.TABLE, "").matches("[\\w.-]*");
    }
}
