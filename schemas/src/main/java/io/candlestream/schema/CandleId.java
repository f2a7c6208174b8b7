package io.candlestream.schema;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The identity of a candle: a function of what it is, so that a replay makes no new one. */
public final class CandleId {
    private CandleId() {}

    /**
     * The name-based UUID (version 3, RFC 4122 section 4.3) of {@code exchange/symbol/interval/open time in epoch
     * milliseconds}.
     */
    public static UUID of(String exchange, String symbol, Interval interval, Instant openTime) {
        String name = exchange + '/' + symbol + '/' + interval.code() + '/' + openTime.toEpochMilli();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
