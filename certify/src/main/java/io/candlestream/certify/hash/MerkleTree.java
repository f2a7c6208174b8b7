package io.candlestream.certify.hash;

import java.security.MessageDigest;
import java.util.List;

/** The root over leaves, as RFC 6962 (section 2.1) makes it: leaves and nodes begin with different bytes, so that none passes for the other. */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** That of no leaves is the hash of nothing. */
    public static byte[] root(List<byte[]> leaves) {
        MessageDigest digest = HourHashes.sha256();
        if (leaves.isEmpty()) {
            return digest.digest();
        }
        if (leaves.size() == 1) {
            digest.update(LEAF);
            return digest.digest(leaves.get(0));
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        digest.update(NODE);
        digest.update(root(leaves.subList(0, left)));
        return digest.digest(root(leaves.subList(left, leaves.size())));
    }
}
