package io.candlestream.certify;

import java.util.List;

/**
 * What was found in one day of a pair; times in epoch milliseconds.
 *
 * @param sha256 of all rows, in hexadecimal digits
 * @param hours the first sixteen digits of each hour's hash
 * @param firstId of trades, as {@code lastId}
 * @param missing stretches in which rows should be, the first ones
 * @param ids what the trade ids of candles say of themselves
 */
record PairDay(
        String sha256,
        String hours,
        long rows,
        long first,
        long last,
        long firstId,
        long lastId,
        List<Stretch> missing,
        long missingCount,
        Ids ids) {

    /** Whether the trade ids that candles name continue each other. */
    enum Ids {
        UNKNOWN,
        AGREED,
        BROKEN
    }

    /**
     * A stretch that has no rows.
     *
     * @param from of candles the first open time that is missing; of trades the time of the one before
     * @param to of candles the end; of trades the time of the one behind, and a millisecond
     * @param firstId of trades the first id that is missing, and {@code lastId}, the last one
     */
    record Stretch(long from, long to, long firstId, long lastId) {
        boolean isWithin(List<StoredGap> gaps) {
            long covered = from;
            for (StoredGap gap : gaps) {
                covered = gap.isEmpty() && gap.from() <= covered ? Math.max(covered, gap.to()) : covered;
            }
            return covered >= to;
        }
    }
}
