package io.candlestream.certify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whose rows of which stream are certified together.
 *
 * @param interval of its candles; empty for trades
 * @param asset the name under which candles are stored; no part of the certificate
 */
public record Pair(CertifiedStream stream, String symbol, String interval, String asset) implements Comparable<Pair> {
    /** Where candles stand under {@code asset}. */
    public static Pair candles(String symbol, String interval, String asset) {
        return new Pair(CertifiedStream.KLINES, symbol, interval, asset);
    }

    /** Trades, or aggregate trades, of {@code symbol}. */
    public static Pair events(CertifiedStream stream, String symbol) {
        return new Pair(stream, symbol, "", "");
    }

    /** The text that tells it from all others: stream, symbol and interval. */
    String key() {
        return stream + "\n" + symbol + "\n" + interval;
    }

    /** By the bytes of their keys in UTF-8. */
    @Override
    public int compareTo(Pair other) {
        return Arrays.compareUnsigned(
                key().getBytes(StandardCharsets.UTF_8), other.key().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pair pair && key().equals(pair.key());
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
