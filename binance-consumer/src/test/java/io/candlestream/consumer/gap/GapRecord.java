package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.GapRequest;
import java.time.Instant;

/** The bytes of gaps for tests. */
public final class GapRecord {
    private GapRecord() {}

    /** A gap of {@code symbol} that is not yet repaired. */
    public static byte[] open(String symbol) {
        Instant from = Instant.parse("2024-08-08T23:54:00Z");
        return GapStream.ofContract(65_535, "gaps")
                .record("gaps", new GapRequest(symbol, "1m", from), from.plusSeconds(600))
                .value();
    }
}
