package io.candlestream.certify.hash;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/** The hashes of the hours of one day of a pair, and of the day over them. Each hour's rows are hashed in their order. */
public final class HourHashes {
    /** Of a day. */
    public static final int HOURS = 24;

    private static final int BYTES = 32;
    /** So many characters of an hour's hash tell where a difference is; they prove nothing. */
    public static final int SHORT = 16;

    private static final int FULL = 1 << 15;
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest digest = sha256();
    private final byte[] hashes = new byte[HOURS * BYTES];
    private final HashedBytes rows = new HashedBytes();
    private int hour;

    /** A new one. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * Where the next row goes, which is of this hour of the day.
     *
     * @throws IllegalStateException when a row of a later hour came before
     */
    public HashedBytes row(int ofHour) {
        if (ofHour < hour) {
            throw new IllegalStateException("The rows of a day come in their order");
        }
        while (hour < ofHour) {
            end();
        }
        if (rows.length() > FULL) {
            flush();
        }
        return rows;
    }

    private void flush() {
        digest.update(rows.array(), 0, rows.length());
        rows.clear();
    }

    private void end() {
        flush();
        try {
            digest.digest(hashes, hour * BYTES, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        hour++;
    }

    /**
     * The hash of the day.
     *
     * @param key of the pair: stream, symbol and interval
     */
    public byte[] day(String key, LocalDate day) {
        while (hour < HOURS) {
            end();
        }
        digest.update(("candlestream day 1\n" + key + "\n" + day + "\n").getBytes(StandardCharsets.UTF_8));
        return digest.digest(hashes);
    }

    /** The beginnings of the hours' hashes, one behind the other. */
    public String shortened() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < HOURS; i++) {
            text.append(HEX.formatHex(hashes, i * BYTES, i * BYTES + SHORT / 2));
        }
        return text.toString();
    }

    /** For the next day. */
    public void reset() {
        hour = 0;
    }
}
