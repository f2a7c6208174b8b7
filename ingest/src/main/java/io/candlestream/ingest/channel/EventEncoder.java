package io.candlestream.ingest.channel;

import io.candlestream.ingest.publish.EncodedRecord;

/** Turns the events of one stream into records of its topic. Not safe for use by many threads: each has its own. */
@FunctionalInterface
public interface EventEncoder<E extends Event> {
    /**
     * The record of {@code event}: key, value and time.
     *
     * @param now when it is published, epoch milliseconds
     */
    EncodedRecord encode(E event, long now);
}
