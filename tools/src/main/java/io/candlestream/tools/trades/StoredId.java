package io.candlestream.tools.trades;

/** A stored row that has a number among those of its symbol. */
interface StoredId {
    long id();

    /** When it was made, epoch milliseconds. */
    long time();
}
