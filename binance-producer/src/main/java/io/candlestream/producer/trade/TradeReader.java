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
 * Reads the event of a trade or of an aggregate trade: by {@code scan} where it is written as it always is, key after key, by {@code parse}
 * otherwise: until June 2024 the ids of both orders, {@code b} and {@code a}, stood in a trade's too.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Trade Streams" and "Aggregate Trade Streams". Keys differ by case only.
 */
final class TradeReader implements LetterKeys.Field {
    static final String TYPE = "trade";
    static final String AGGREGATE_TYPE = "aggTrade";

    /** In the exchange's order; {@code e} stands before them, {@code M} says nothing. */
    private static final LetterKeys KEYS = new LetterKeys("trade", "EstpqTm", ",");

    private static final LetterKeys AGGREGATE_KEYS = new LetterKeys("aggregate trade", "EsapqflTm", ",");

    private long eventTime;
    private String symbol = "";
    private long id;
    private String price = "";
    private String quantity = "";
    private long firstTradeId;
    private long lastTradeId;
    private long tradeTime;
    private boolean buyerMaker;

    private TradeReader() {}

    static Trade scan(EventScanner message) throws IOException, RejectedException {
        return scan(message, KEYS);
    }

    static Trade scanAggregate(EventScanner message) throws IOException, RejectedException {
        return scan(message, AGGREGATE_KEYS);
    }

    private static Trade scan(EventScanner message, LetterKeys keys) throws IOException, RejectedException {
        TradeReader trade = new TradeReader();
        keys.scan(message, trade);
        message.expect(",\"M\":");
        message.flag();
        message.expect("}");
        return trade.trade();
    }

    static Trade parse(EventJson json) throws IOException, RejectedException {
        return parse(json, KEYS);
    }

    static Trade parseAggregate(EventJson json) throws IOException, RejectedException {
        return parse(json, AGGREGATE_KEYS);
    }

    private static Trade parse(EventJson json, LetterKeys keys) throws IOException, RejectedException {
        TradeReader trade = new TradeReader();
        keys.parse(json, trade);
        return trade.trade();
    }

    @Override
    public void read(char key, EventReader values) throws IOException, RejectedException {
        switch (key) {
            case 'E' -> eventTime = values.time();
            case 's' -> symbol = values.text();
            case 't' -> {
                id = values.integer();
                firstTradeId = id;
                lastTradeId = id;
            }
            case 'a' -> id = values.integer();
            case 'p' -> price = values.decimal();
            case 'q' -> quantity = values.decimal();
            case 'f' -> firstTradeId = values.integer();
            case 'l' -> lastTradeId = values.integer();
            case 'T' -> tradeTime = values.time();
            case 'm' -> buyerMaker = values.flag();
            default -> throw new IllegalArgumentException("Unknown key " + key);
        }
    }

    private Trade trade() throws RejectedException {
        EventTimes.requireMillis(Math.min(eventTime, tradeTime));
        Trade trade = new Trade(
                symbol,
                id,
                price,
                quantity,
                tradeTime,
                buyerMaker,
                eventTime,
                EventSource.SOCKET,
                firstTradeId,
                lastTradeId);
        if (!trade.isPossible()) {
            throw new RejectedException(RejectCause.OUT_OF_RANGE, "no trade can be so: " + trade);
        }
        return trade;
    }
}
