package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.EventSource;

/** Trades for tests: of one symbol, each a tenth of a second after the one before it. */
final class TestTrades {
    static final String SYMBOL = "BTCUSDT";
    static final long START = 1_723_161_255_000L;

    private TestTrades() {}

    static Trade trade(long id) {
        return trade(id, time(id));
    }

    static Trade trade(long id, long time) {
        return new Trade(SYMBOL, id, "61837.63", "0.02", time, true, time + 1, EventSource.SOCKET);
    }

    static long time(long id) {
        return START + id * 100;
    }
}
