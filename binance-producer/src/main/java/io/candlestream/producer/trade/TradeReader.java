package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventReader;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.LetterKeys;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.producer.channel.EventTimes;
import java.io.IOException;

/**
 * Reads a trade event: by {@link #scan} where it is written as it always is, key after key, by {@link #parse} otherwise: until June
 * 2024 the ids of both orders, {@code b} and {@code a}, stood in it too.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Trade Streams". Keys differ by case only.
 */
final class TradeReader implements LetterKeys.Field {
    static final String TYPE = "trade";

    /** In the exchange's order; {@code e} stands before them, {@code M} says nothing. */
    private static final LetterKeys KEYS = new LetterKeys("trade", "EstpqTm", ",");

    private long eventTime;
    private String symbol = "";
    private long id;
    private String price = "";
    private String quantity = "";
    private long tradeTime;
    private boolean buyerMaker;

    TradeReader() {}

    static Trade scan(EventScanner message) throws IOException, RejectedException {
        TradeReader trade = new TradeReader();
        KEYS.scan(message, trade);
        scanEnd(message);
        return possible(trade.trade());
    }

    /** What stands behind the keys with a meaning. */
    static void scanEnd(EventScanner message) throws IOException, RejectedException {
        message.expect(",\"M\":");
        message.flag();
        message.expect("}");
    }

    static Trade parse(EventJson json) throws IOException, RejectedException {
        TradeReader trade = new TradeReader();
        KEYS.parse(json, trade);
        return possible(trade.trade());
    }

    @Override
    public void read(char key, EventReader values) throws IOException, RejectedException {
        switch (key) {
            case 'E' -> eventTime = values.time();
            case 's' -> symbol = values.text();
            case 't' -> id = values.integer();
            case 'p' -> price = values.decimal();
            case 'q' -> quantity = values.decimal();
            case 'T' -> tradeTime = values.time();
            case 'm' -> buyerMaker = values.flag();
            default -> throw new IllegalArgumentException("Unknown key " + key);
        }
    }

    /** What was read. */
    Trade trade() throws RejectedException {
        EventTimes.requireMillis(Math.min(eventTime, tradeTime));
        return new Trade(symbol, id, price, quantity, tradeTime, buyerMaker, eventTime, EventSource.SOCKET);
    }

    /** Refuses {@code event} when it cannot be. */
    static <E extends NumberedEvent> E possible(E event) throws RejectedException {
        if (!event.isPossible()) {
            throw new RejectedException(RejectCause.OUT_OF_RANGE, "no trade can be so: " + event);
        }
        return event;
    }
}
