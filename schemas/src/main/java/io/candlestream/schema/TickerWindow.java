package io.candlestream.schema;

import java.util.Arrays;
import java.util.Optional;

/**
 * The stretch of time whose trades make a ticker.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Individual Symbol Rolling Window Statistics Streams" and "Individual
 * Symbol Ticker Streams".
 */
public enum TickerWindow {
    HOUR_1("1h", "1hTicker", "ticker_1h", 3_600_000),
    HOUR_4("4h", "4hTicker", "ticker_4h", 14_400_000),
    DAY_1("1d", "1dTicker", "ticker_1d", 86_400_000),
    /** It alone begins at any millisecond, and says more: the last trade's quantity and the best orders of the book. */
    ROLLING_24H("24h", "24hrTicker", "ticker", 86_400_000);

    private static final long MINUTE = 60_000;

    private final String code;
    private final String eventType;
    private final String stream;
    private final long length;

    TickerWindow(String code, String eventType, String stream, long length) {
        this.code = code;
        this.eventType = eventType;
        this.stream = stream;
        this.length = length;
    }

    /** The window that is written {@code code}, such as {@code 1h}. */
    public static Optional<TickerWindow> of(String code) {
        return Arrays.stream(values())
                .filter(window -> window.code.equals(code))
                .findFirst();
    }

    /** Such as {@code 1h}; {@code 24h} is the one that rolls by the millisecond. */
    public String code() {
        return code;
    }

    /** The type of its events, the field {@code e}. */
    public String eventType() {
        return eventType;
    }

    /** What follows the symbol and {@code @} in the name of its stream; our stream and table have that name too. */
    public String stream() {
        return stream;
    }

    /** Its name's length in milliseconds; one that begins on a minute is up to 59,999 ms wider. */
    public long length() {
        return length;
    }

    /** Where the window begins that ends at {@code close}, both in epoch milliseconds. */
    public long openOf(long close) {
        long open = close - length;
        return this == ROLLING_24H ? open : open - Math.floorMod(open, MINUTE);
    }
}
