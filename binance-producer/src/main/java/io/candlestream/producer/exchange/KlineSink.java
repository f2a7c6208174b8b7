package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Kline;

/** Takes the klines of one connection. */
@FunctionalInterface
public interface KlineSink {
    /** Called by one thread at a time; the connection is held up until it returns. */
    void take(Kline kline);

    /** Klines may be missing between the last one and the next. Any thread may call it. */
    default void interrupted() {}
}
