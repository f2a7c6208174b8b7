package io.candlestream.producer.ticker;

import io.candlestream.ingest.channel.Event;
import io.candlestream.schema.TickerWindow;
import java.util.Map;

/**
 * One ticker as the exchange told it; the event of {@link TickerChannel}. Times are epoch milliseconds.
 *
 * @param openTime where its window begins, {@code closeTime} where it ends
 * @param firstTradeId of the window's trades, -1 where there are none, as is {@code lastTradeId}
 * @param trades how many there are
 * @param amounts the decimal texts by the exchange's key
 */
record Ticker(
        String symbol,
        TickerWindow window,
        long eventTime,
        long openTime,
        long closeTime,
        long firstTradeId,
        long lastTradeId,
        long trades,
        Map<Character, String> amounts)
        implements Event {
    @Override
    public long time() {
        return eventTime;
    }

    /** Empty where the window has no such amount. */
    String amount(char key) {
        return amounts.getOrDefault(key, "");
    }
}
