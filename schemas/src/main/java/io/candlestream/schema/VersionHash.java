package io.candlestream.schema;

/**
 * A hash of a row's values, which tells two versions of a row apart; cheap, since each update needs one, and without garbage. It is
 * part of every write time in the tables, so it must never change: its values are pinned by tests.
 *
 * <p>Each step xors a value in, multiplies by the odd number next to 2^64 divided by the golden ratio and folds the upper
 * half down.
 */
public final class VersionHash {
    /** The hash of no value. */
    public static final long START = 0x9E3779B97F4A7C15L;

    private VersionHash() {}

    /** {@code hash} with {@code value} mixed in. */
    public static long mixed(long hash, long value) {
        long product = (hash ^ value) * START;
        return product ^ (product >>> 32);
    }
}
