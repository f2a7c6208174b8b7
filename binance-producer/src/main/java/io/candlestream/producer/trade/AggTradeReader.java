package io.candlestream.producer.trade;

import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventReader;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.LetterKeys;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;

/**
 * Reads an aggregate trade's event, as {@link TradeReader} does a trade's.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Aggregate Trade Streams". Keys differ by case only.
 */
final class AggTradeReader implements LetterKeys.Field {
    static final String TYPE = "aggTrade";

    /** In the exchange's order; {@code e} stands before them, {@code M} says nothing. */
    private static final LetterKeys KEYS = new LetterKeys("aggregate trade", "EsapqflTm", ",");

    private final TradeReader shared = new TradeReader();
    private long firstTradeId;
    private long lastTradeId;

    private AggTradeReader() {}

    static AggTrade scan(EventScanner message) throws IOException, RejectedException {
        AggTradeReader trade = new AggTradeReader();
        KEYS.scan(message, trade);
        TradeReader.scanEnd(message);
        return trade.trade();
    }

    static AggTrade parse(EventJson json) throws IOException, RejectedException {
        AggTradeReader trade = new AggTradeReader();
        KEYS.parse(json, trade);
        return trade.trade();
    }

    @Override
    public void read(char key, EventReader values) throws IOException, RejectedException {
        switch (key) {
            case 'a' -> shared.read('t', values);
            case 'f' -> firstTradeId = values.integer();
            case 'l' -> lastTradeId = values.integer();
            default -> shared.read(key, values);
        }
    }

    private AggTrade trade() throws RejectedException {
        return TradeReader.possible(new AggTrade(shared.trade(), firstTradeId, lastTradeId));
    }
}
