package io.candlestream.ingest.channel;

import io.candlestream.ingest.publish.RecordPublisher;
import java.util.function.LongConsumer;

/**
 * The end of a stream's way: encodes its events and publishes them to its topic. As its encoder, for one thread.
 *
 * @param delivered hears of every record that the broker has, how many nanoseconds after it was sent
 */
public record EventPublisher<E extends Event>(
        EventEncoder<E> encoder, String topic, RecordPublisher publisher, LongConsumer delivered) {
    /** Sends one event; blocks while the broker takes no more. */
    public void publish(E event) {
        publisher.publish(topic, encoder.encode(event, System.currentTimeMillis()), delivered);
    }
}
