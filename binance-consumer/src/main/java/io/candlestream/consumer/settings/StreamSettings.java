package io.candlestream.consumer.settings;

import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stream that is read.
 *
 * @param name its block in the settings
 * @param of the name of the stream that this one belongs to, as the gaps belong to their klines
 * @param sinks the names of the sinks, each of which gets every row
 * @param query the name of the query that reads it
 * @param readBy the name of the stream whose records these are too, where sinks of one stream are written by several queries
 * @param windows what its updates make, which then is stored in place of its rows
 */
public record StreamSettings(
        String name,
        StreamType<?> type,
        Optional<String> of,
        String topic,
        String deadLetterTopic,
        List<String> sinks,
        String query,
        Optional<String> readBy,
        Optional<WindowStream<?, ?>> windows) {
    /** The fields and keys of the rows that are stored. */
    public RowLayout<?> layout() {
        return windows.<RowLayout<?>>map(WindowStream::layout).orElseGet(type::layout);
    }

    /** What must stay the same as long as a checkpoint is used. */
    public Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>(type.facts());
        windows.ifPresent(made -> facts.putAll(made.facts()));
        return facts;
    }

    /** The part of this stream that {@code other} writes into some of its sinks. */
    StreamSettings writtenBy(String other, List<String> some) {
        return new StreamSettings(
                name + "-" + other, type, of, topic, deadLetterTopic, some, other, Optional.of(name), windows);
    }

    StreamSettings ledBy(Optional<String> leader) {
        return new StreamSettings(name, type, leader, topic, deadLetterTopic, sinks, query, readBy, windows);
    }

    /** The same with only some of its sinks, and with the query that writes into them. */
    StreamSettings with(List<String> some, String own) {
        return new StreamSettings(name, type, of, topic, deadLetterTopic, some, own, readBy, windows);
    }
}
