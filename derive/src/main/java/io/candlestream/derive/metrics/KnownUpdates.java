package io.candlestream.derive.metrics;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which open updates a window knows, by the moment and a hash of each: a set that only grows, in some 3.5 bytes an update. They come nearly in
 * order, and then lie there as the milliseconds since the one before, of one byte mostly, and the hash.
 */
final class KnownUpdates {
    /** So many make a block, which is read as a whole to look for one that did not come in order; twice as many are two. */
    static final int BLOCK = 64;
    /** So many are kept as they are: the next one mostly belongs to them, be it a little late. */
    private static final int RECENT = BLOCK + BLOCK / 2;

    static final int HASH_BITS = 16;
    /** What a long has left, in milliseconds: over four thousand years. */
    private static final long MOMENTS = (1L << (Long.SIZE - HASH_BITS - 1)) - 1;

    private static final int SEVEN_BITS = 7;
    private static final int MORE = 1 << SEVEN_BITS;

    /** Those before {@link #recent}: the first of a block in 8 bytes, of each further one the difference of its moment, and its hash. */
    private final List<byte[]> blocks = new ArrayList<>();
    /** The latest, ascending. */
    private long[] recent = new long[4];

    private int recents;
    private int sealed;

    /**
     * Adds an update.
     *
     * @param moment milliseconds since any moment that is the same for all, of which 47 bits count
     * @param hash of what it says, of which 16 bits count
     * @return whether it was not there
     */
    boolean add(long moment, int hash) {
        long key = ((moment & MOMENTS) << HASH_BITS) | (hash & ((1 << HASH_BITS) - 1));
        boolean late = recents > 0 && key < recent[0] && !blocks.isEmpty();
        return late ? addTo(blockOf(key), key) : addRecent(key);
    }

    int size() {
        return sealed + recents;
    }

    private boolean addRecent(long key) {
        int place = Arrays.binarySearch(recent, 0, recents, key);
        if (place >= 0) {
            return false;
        }
        if (recents == RECENT) {
            blocks.add(packed(recent, 0, BLOCK));
            sealed += BLOCK;
            recents -= BLOCK;
            System.arraycopy(recent, BLOCK, recent, 0, recents);
            return add(key >>> HASH_BITS, (int) key);
        }
        if (recents == recent.length) {
            recent = Arrays.copyOf(recent, Math.min(RECENT, 2 * recents));
        }
        int at = -place - 1;
        System.arraycopy(recent, at, recent, at + 1, recents - at);
        recent[at] = key;
        recents++;
        return true;
    }

    private boolean addTo(int block, long key) {
        long[] keys = unpacked(blocks.get(block));
        int place = Arrays.binarySearch(keys, key);
        if (place >= 0) {
            return false;
        }
        int at = -place - 1;
        long[] more = Arrays.copyOf(keys, keys.length + 1);
        System.arraycopy(keys, at, more, at + 1, keys.length - at);
        more[at] = key;
        int half = more.length < 2 * BLOCK ? more.length : BLOCK;
        blocks.set(block, packed(more, 0, half));
        if (half < more.length) {
            blocks.add(block + 1, packed(more, half, more.length));
        }
        sealed++;
        return true;
    }

    /** The last block that begins with {@code key} or before it; the first one where none does. */
    private int blockOf(long key) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ByteBuffer.wrap(blocks.get(middle)).getLong() <= key) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static byte[] packed(long[] keys, int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate((to - from) * (Long.BYTES + 2) + Long.BYTES);
        bytes.putLong(keys[from]);
        for (int i = from + 1; i < to; i++) {
            long later = (keys[i] >>> HASH_BITS) - (keys[i - 1] >>> HASH_BITS);
            for (; later >= MORE; later >>>= SEVEN_BITS) {
                bytes.put((byte) (later | MORE));
            }
            bytes.put((byte) later).putShort((short) keys[i]);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static long[] unpacked(byte[] block) {
        ByteBuffer bytes = ByteBuffer.wrap(block);
        long[] keys = new long[block.length / 3 + 1];
        int count = 1;
        keys[0] = bytes.getLong();
        long moment = keys[0] >>> HASH_BITS;
        while (bytes.hasRemaining()) {
            long part = bytes.get();
            long later = part & (MORE - 1);
            for (int shift = SEVEN_BITS; part < 0; shift += SEVEN_BITS) {
                part = bytes.get();
                later |= (part & (MORE - 1)) << shift;
            }
            moment += later;
            keys[count] = (moment << HASH_BITS) | Short.toUnsignedLong(bytes.getShort());
            count++;
        }
        return Arrays.copyOf(keys, count);
    }
}
