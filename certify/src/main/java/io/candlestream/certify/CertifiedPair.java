package io.candlestream.certify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whose rows of which stream are certified together.
 *
 * @param interval of its candles; empty for trades
 * @param asset the name under which candles are stored; no part of the certificate
 */
public record CertifiedPair(CertifiedStream stream, String symbol, String interval, String asset)
        implements Comparable<CertifiedPair> {
    /** Where candles stand under {@code asset}. */
    public static CertifiedPair candles(String symbol, String interval, String asset) {
        return new CertifiedPair(CertifiedStream.KLINES, symbol, interval, asset);
    }

    /** Trades, or aggregate trades, of {@code symbol}. */
    public static CertifiedPair events(CertifiedStream stream, String symbol) {
        return new CertifiedPair(stream, symbol, "", "");
    }

    /** The text that tells it from all others: stream, symbol and interval. */
    String key() {
        return stream + "\n" + symbol + "\n" + interval;
    }

    /** By the bytes of their keys in UTF-8. */
    @Override
    public int compareTo(CertifiedPair other) {
        return Arrays.compareUnsigned(
                key().getBytes(StandardCharsets.UTF_8), other.key().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertifiedPair pair && key().equals(pair.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return symbol + " " + stream + (interval.isEmpty() ? "" : " " + interval);
    }
}
