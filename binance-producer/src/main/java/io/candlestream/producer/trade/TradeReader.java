package io.candlestream.producer.trade;

import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventReader;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads a trade event: by {@link #scan} where it is written as it always is, key after key, by {@link #parse} otherwise: until June
 * 2024 the ids of both orders, {@code b} and {@code a}, stood in it too.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Trade Streams". Keys differ by case only.
 */
final class TradeReader {
    static final String TYPE = "trade";

    /** What is read, in the exchange's order; {@code e} stands before it, {@code M} says nothing. */
    private static final String KEYS = "EstpqTm";

    private static final List<String> NAMES = IntStream.range(0, KEYS.length())
            .mapToObj(i -> ",\"" + KEYS.charAt(i) + "\":")
            .toList();
    private static final int ALL = (1 << KEYS.length()) - 1;

    /** In March 1973; a time in seconds is smaller until the year 5138. */
    private static final long FIRST_TIME = 100_000_000_000L;

    private long eventTime;
    private String symbol = "";
    private long id;
    private String price = "";
    private String quantity = "";
    private long tradeTime;
    private boolean buyerMaker;

    private TradeReader() {}

    static Trade scan(EventScanner message) throws IOException, RejectedException {
        TradeReader trade = new TradeReader();
        for (int i = 0; i < NAMES.size(); i++) {
            message.expect(NAMES.get(i));
            trade.set(KEYS.charAt(i), message);
        }
        message.expect(",\"M\":");
        message.flag();
        message.expect("}");
        return trade.trade();
    }

    static Trade parse(EventJson json) throws IOException, RejectedException {
        TradeReader trade = new TradeReader();
        int seen = 0;
        while (json.next()) {
            String key = json.key();
            int position = key.length() == 1 ? KEYS.indexOf(key.charAt(0)) : -1;
            if (position < 0) {
                json.skip();
            } else {
                seen = json.once(seen, 1 << position);
                trade.set(key.charAt(0), json);
            }
        }
        if (seen != ALL) {
            char missing = KEYS.charAt(Integer.numberOfTrailingZeros(~seen));
            throw new RejectedException(RejectCause.MISSING_KEY, "key '" + missing + "' of the trade is missing");
        }
        return trade.trade();
    }

    private void set(char key, EventReader values) throws IOException, RejectedException {
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

    private Trade trade() throws RejectedException {
        long earliest = Math.min(eventTime, tradeTime);
        if (earliest < FIRST_TIME) {
            throw new RejectedException(
                    RejectCause.OUT_OF_RANGE, "a time in seconds, not in milliseconds: " + earliest);
        }
        Trade trade = new Trade(symbol, id, price, quantity, tradeTime, buyerMaker, eventTime, Trade.Source.SOCKET);
        if (!trade.isPossible()) {
            throw new RejectedException(RejectCause.OUT_OF_RANGE, "no trade can be so: " + trade);
        }
        return trade;
    }
}
