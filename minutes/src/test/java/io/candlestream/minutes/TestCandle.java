package io.candlestream.minutes;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Candles of the first minutes of a day. */
final class TestCandle {
    static final Instant DAY = Instant.parse("2024-08-08T00:00:00Z");

    private TestCandle() {}

    static MinuteCandle of(String symbol, int minute, String close, long version) {
        Map<String, Object> values = new HashMap<>();
        Instant open = DAY.plusSeconds(60L * minute);
        values.put("asset_name", symbol.toLowerCase(Locale.ROOT));
        values.put("symbol", symbol);
        values.put("interval", "1m");
        values.put("timestamp", open);
        values.put("close_time", open.plusMillis(59_999));
        values.put("open", new BigDecimal("0.00001234"));
        values.put("high", new BigDecimal("61000"));
        values.put("low", new BigDecimal("0.00001"));
        values.put("close", new BigDecimal(close));
        values.put("volume", new BigDecimal("73687542.87"));
        values.put("quote_volume", new BigDecimal("12345678901234567.12345678"));
        values.put("trades", 7L);
        values.put("taker_buy_volume", new BigDecimal("1.5"));
        values.put("is_closed", true);
        values.put("collected_at", open.plusMillis(60_123));
        values.put("source", "socket");
        return MinuteCandle.of(values::get, version);
    }
}
