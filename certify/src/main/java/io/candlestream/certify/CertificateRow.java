package io.candlestream.certify;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A row of the table of certificates: what one certificate says of one pair.
 *
 * @param state certified or unproved
 * @param why of an unproved one, else empty
 * @param first time of the first row, {@code last} of the last; null without rows
 * @param entry all that the certificate says of the pair, as JSON
 * @param certificate hash of the certificate
 * @param certifiedAt when it was made, {@code version} of which program
 */
public record CertificateRow(
        CertifiedPair pair,
        LocalDate day,
        String state,
        String why,
        String sha256,
        long rows,
        Instant first,
        Instant last,
        String entry,
        String root,
        String certificate,
        String key,
        String signature,
        Instant certifiedAt,
        String version) {
    /** The columns of the table, in the order of its key and of this record. */
    public static final String COLUMNS =
            "stream, symbol, interval, day, state, why, sha256, rows, first_time, last_time,"
                    + " entry, root, certificate, key, signature, certified_at, tool_version";

    static CertificateRow of(Certificate made, String hash, DayEntry entry, Instant now, String version) {
        return new CertificateRow(
                entry.pair(),
                made.day(),
                entry.isProved() ? "certified" : "unproved",
                String.join("; ", entry.why()),
                entry.day().sha256(),
                entry.day().rows(),
                time(entry.day().first()),
                time(entry.day().last()),
                Certificate.canonical(entry.data()),
                made.root(),
                hash,
                made.key(),
                made.signature(),
                now,
                version);
    }

    private static Instant time(long milli) {
        return milli == StoredGap.NO_END ? null : Instant.ofEpochMilli(milli);
    }
}
