package io.candlestream.producer.ticker;

import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventReader;
import io.candlestream.ingest.frame.LetterKeys;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.producer.channel.EventTimes;
import io.candlestream.schema.TickerWindow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the ticker of one window. Whether its numbers fit each other is the consumer's to judge, which keeps what it refuses.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Individual Symbol Rolling Window Statistics Streams" and "Individual
 * Symbol Ticker Streams". Keys differ by case only.
 */
final class TickerReader implements LetterKeys.Field {
    private static final LetterKeys KEYS = new LetterKeys("ticker", "EspPwohlcvqOCFLn", ",");
    private static final LetterKeys KEYS_OF_24_HOURS = new LetterKeys("ticker", "EspPwxcQbBaAohlvqOCFLn", ",");

    private final TickerWindow window;
    private final Map<Character, String> amounts = new HashMap<>();
    private String symbol = "";
    private long eventTime;
    private long openTime;
    private long closeTime;
    private long firstTradeId;
    private long lastTradeId;
    private long trades;

    private TickerReader(TickerWindow window) {
        this.window = window;
    }

    static Ticker parse(TickerWindow window, EventJson json) throws IOException, RejectedException {
        TickerReader ticker = new TickerReader(window);
        LetterKeys keys = window == TickerWindow.ROLLING_24H ? KEYS_OF_24_HOURS : KEYS;
        keys.parse(json, ticker);
        return ticker.ticker();
    }

    @Override
    public void read(char key, EventReader values) throws IOException, RejectedException {
        switch (key) {
            case 's' -> symbol = values.text();
            case 'E' -> eventTime = values.time();
            case 'O' -> openTime = values.time();
            case 'C' -> closeTime = values.time();
            case 'F' -> firstTradeId = values.integer();
            case 'L' -> lastTradeId = values.integer();
            case 'n' -> trades = values.integer();
            default -> amounts.put(key, values.decimal());
        }
    }

    private Ticker ticker() throws RejectedException {
        EventTimes.requireMillis(Math.min(eventTime, Math.min(openTime, closeTime)));
        return new Ticker(
                symbol, window, eventTime, openTime, closeTime, firstTradeId, lastTradeId, trades, Map.copyOf(amounts));
    }
}
