package io.candlestream.tools.access;

import io.candlestream.schema.TickerWindow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The streams whose tables the tools look into. */
public enum StoredStream {
    KLINES,
    TRADES,
    TICKER,
    TICKER_1H,
    TICKER_4H,
    TICKER_1D;

    /** The path of its own setting that klines have as {@code name}, such as {@code trades-topic}. */
    public String key(String name) {
        return this == KLINES ? name : this + "-" + name;
    }

    /** That of its tickers; empty for a stream of something else. */
    public Optional<TickerWindow> window() {
        return Arrays.stream(TickerWindow.values())
                .filter(window -> window.stream().equals(toString()))
                .findFirst();
    }

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
