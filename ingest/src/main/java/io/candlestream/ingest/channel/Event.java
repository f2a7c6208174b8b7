package io.candlestream.ingest.channel;

/** One event of a stream, as the venue said it: an update of a candle, a trade. */
public interface Event {
    String symbol();

    /** When the venue made it, epoch milliseconds. */
    long eventTime();

    /** Where it stands in its stream, epoch milliseconds: a candle's open time, a trade's own time. */
    long time();

    /**
     * Where it stands among the events of its symbol, as the channel counts: on a grid of time that is the time, where events are
     * numbered their number. Gaps and bookmarks count so.
     */
    default long position() {
        return time();
    }

    /** By how much its times may be ahead of the venue's clock, in milliseconds: a candle opens before it is over. */
    default long lead() {
        return 0;
    }
}
