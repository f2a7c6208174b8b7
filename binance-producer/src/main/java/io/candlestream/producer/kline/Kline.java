package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.schema.Interval;

/**
 * One update of one candle as the exchange told it; the event of {@link KlineChannel}.
 *
 * @param candle reported when the update was made; without trade ids where nobody knows them
 * @param closed whether this is the candle's final update
 */
public record Kline(Candle candle, boolean closed, EventSource source) implements Event {
    @Override
    public String symbol() {
        return candle.symbol();
    }

    @Override
    public long eventTime() {
        return candle.reportedAt();
    }

    @Override
    public long time() {
        return candle.openTime();
    }

    /** A candle opens, and its updates are made, before it is over. */
    @Override
    public long lead() {
        return interval().endOf(openTime()) - openTime();
    }

    public Interval interval() {
        return candle.interval();
    }

    public long openTime() {
        return candle.openTime();
    }

    public long trades() {
        return candle.trades();
    }

    public long firstTradeId() {
        return candle.firstTradeId();
    }

    public long lastTradeId() {
        return candle.lastTradeId();
    }

    /** Whether the trade ids are what they say; only the socket tells them, of others the chain may know them. */
    public boolean knowsTradeIds() {
        return source == EventSource.SOCKET || firstTradeId() != Candle.NO_TRADE || trades() == 0;
    }
}
