package io.candlestream.derive.metrics;

import java.util.Arrays;

/** A set of whole numbers that only grows, in 8 to 16 bytes each: which updates a window knows. */
final class KnownKeys {
    private static final int FIRST = 16;
    /** Of a version those that tell apart which records are known, and not how many. */
    private static final int HASH_BITS = 20;

    /** By open addressing; 0 stands for an empty place. */
    private long[] places = new long[FIRST];

    private int size;
    private boolean zero;

    /** Whether {@code key} was not there. */
    boolean add(long key) {
        if (key == 0) {
            boolean known = zero;
            zero = true;
            return !known;
        }
        if (3 * (size + 1) > 2 * places.length) {
            grow();
        }
        if (!put(key)) {
            return false;
        }
        size++;
        return true;
    }

    private boolean put(long key) {
        int place = (int) (CandleUpdate.mixed(key, 0) >>> Integer.SIZE) & (places.length - 1);
        while (places[place] != 0) {
            if (places[place] == key) {
                return false;
            }
            place = (place + 1) & (places.length - 1);
        }
        places[place] = key;
        return true;
    }

    private void grow() {
        long[] before = places;
        places = new long[2 * before.length];
        Arrays.stream(before).filter(key -> key != 0).forEach(this::put);
    }

    int size() {
        return size + (zero ? 1 : 0);
    }

    /** A number that is larger the more records are known, and tells apart which, by the sum of their hashes. */
    static long version(long records, long hash) {
        return (records << HASH_BITS) + (hash & ((1L << HASH_BITS) - 1));
    }
}
