package io.candlestream.throwaway.consumer;

import io.candlestream.consumer.stream.Row;

/** A middle price, as stores hold it; {@code at} in epoch milliseconds. */
record MidRow(String symbol, long at, double price) implements Row {
    @Override
    public String partition() {
        return symbol;
    }

    @Override
    public long clustering() {
        return at;
    }

    @Override
    public long version() {
        return at * 1000;
    }
}
