package io.candlestream.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The streams whose days are certified. */
public enum CertifiedStream {
    KLINES,
    TRADES,
    AGG_TRADES;

    /** The stream that is called so. */
    static Optional<CertifiedStream> called(String name) {
        return Arrays.stream(values())
                .filter(stream -> stream.toString().equals(name))
                .findFirst();
    }

    /** Under which name its gaps stand in the column {@code interval} of the table of gaps, but for klines. */
    public String gaps() {
        return this == AGG_TRADES ? "aggTrade" : "trade";
    }

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
