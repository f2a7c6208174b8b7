package io.candlestream.throwaway.producer;

import io.candlestream.ingest.channel.Event;

/** The middle between the best bid and the best ask of a symbol at a moment. */
record Mid(String symbol, String price, long eventTime) implements Event {
    @Override
    public long time() {
        return eventTime;
    }
}
