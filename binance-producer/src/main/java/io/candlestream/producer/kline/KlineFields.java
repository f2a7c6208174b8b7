package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventReader;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.LetterKeys;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.producer.channel.EventTimes;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The object {@code k} of a kline event while {@link KlineReader} reads it: the one place that knows its one-letter keys.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Kline/Candlestick Streams". Keys differ by case only.
 */
final class KlineFields implements LetterKeys.Field {
    /** In the exchange's order. */
    private static final LetterKeys KEYS = new LetterKeys("kline", "tTsifLochlvnxqVQ", "");

    private static final Map<String, Interval> INTERVALS =
            Arrays.stream(Interval.values()).collect(Collectors.toMap(Interval::code, Function.identity()));

    private String symbol = "";
    private Interval interval = Interval.MINUTE_1;
    private long openTime;
    private long closeTime;
    private long firstTradeId;
    private long lastTradeId;
    private String open = "";
    private String high = "";
    private String low = "";
    private String close = "";
    private String volume = "";
    private String quoteVolume = "";
    private String takerBuyVolume = "";
    private String takerBuyQuoteVolume = "";
    private long trades;
    private boolean closed;

    /** Reads the whole object; every key of the protocol has to be there once, others are passed over. */
    static KlineFields read(EventJson json) throws IOException, RejectedException {
        json.enter();
        KlineFields fields = new KlineFields();
        KEYS.parse(json, fields);
        return fields;
    }

    /** Reads all fields in the exchange's order. */
    static KlineFields inOrder(EventScanner scanner) throws IOException, RejectedException {
        KlineFields fields = new KlineFields();
        KEYS.scan(scanner, fields);
        return fields;
    }

    @Override
    public void read(char key, EventReader values) throws IOException, RejectedException {
        switch (key) {
            case 't' -> openTime = values.time();
            case 'T' -> closeTime = values.time();
            case 's' -> symbol = values.text();
            case 'i' -> interval = interval(values.text());
            case 'f' -> firstTradeId = values.integer();
            case 'L' -> lastTradeId = values.integer();
            case 'o' -> open = values.decimal();
            case 'c' -> close = values.decimal();
            case 'h' -> high = values.decimal();
            case 'l' -> low = values.decimal();
            case 'v' -> volume = values.decimal();
            case 'n' -> trades = values.integer();
            case 'x' -> closed = values.flag();
            case 'q' -> quoteVolume = values.decimal();
            case 'V' -> takerBuyVolume = values.decimal();
            case 'Q' -> takerBuyQuoteVolume = values.decimal();
            default -> throw new IllegalArgumentException("Unknown key " + key);
        }
    }

    private static Interval interval(String code) throws RejectedException {
        Interval known = INTERVALS.get(code);
        if (known == null) {
            throw new RejectedException(RejectCause.OUT_OF_RANGE, "key 'i' is no interval of the exchange");
        }
        return known;
    }

    /** The kline of an event that names {@code eventSymbol} and was made at {@code eventTime}. */
    Kline kline(String eventSymbol, long eventTime) throws RejectedException {
        if (!symbol.equals(eventSymbol)) {
            throw new RejectedException(RejectCause.UNEXPECTED, "event and kline name different symbols");
        }
        EventTimes.requireMillis(Math.min(eventTime, Math.min(openTime, closeTime)));
        Candle candle = new Candle(
                symbol,
                interval,
                openTime,
                closeTime,
                open,
                high,
                low,
                close,
                volume,
                quoteVolume,
                takerBuyVolume,
                takerBuyQuoteVolume,
                trades,
                firstTradeId,
                lastTradeId,
                eventTime);
        return new Kline(candle, closed, EventSource.SOCKET);
    }
}
