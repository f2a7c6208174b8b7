package io.candlestream.consumer.settings;

import io.candlestream.consumer.stream.StreamType;
import java.util.List;
import java.util.Optional;

/**
 * A stream that is read.
 *
 * @param name its block in the settings
 * @param of the name of the stream that this one belongs to, as the gaps belong to their klines
 * @param sinks the names of the sinks, each of which gets every row
 * @param query the name of the query that reads it
 */
public record StreamSettings(
        String name,
        StreamType<?> type,
        Optional<String> of,
        String topic,
        String deadLetterTopic,
        List<String> sinks,
        String query) {}
