package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.Event;

/** An event of a symbol whose ids follow each other without a break: a trade, an aggregate trade. */
interface NumberedEvent extends Event {
    long id();

    /** Whether it can be at all; the consumer makes a dead letter of one that cannot, so its id counts as missing. */
    boolean isPossible();

    @Override
    default long position() {
        return id();
    }
}
