package io.candlestream.bench.proof;

import java.util.Locale;

/**
 * How many rows there are and the sum of their hashes: equal for two tables with the same rows, in whatever order.
 *
 * @param sum of {@link RowBytes#hash}, modulo 2^64
 */
public record TableDigest(long rows, long sum) {
    public static final TableDigest EMPTY = new TableDigest(0, 0);

    public TableDigest with(long hash) {
        return new TableDigest(rows + 1, sum + hash);
    }

    public TableDigest plus(TableDigest other) {
        return new TableDigest(rows + other.rows, sum + other.sum);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d rows, checksum %016x", rows, sum);
    }
}
