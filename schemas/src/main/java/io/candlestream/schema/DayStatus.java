package io.candlestream.schema;

import java.util.Locale;

/** What is known of one day of a pair's candles. */
public enum DayStatus {
    CERTIFIED('C', "certified"),
    WHOLE('w', "whole"),
    HEALED('h', "healed"),
    HOLE('!', "hole"),
    NO_DATA('.', "no data");

    private final char letter;
    private final String meaning;

    DayStatus(char letter, String meaning) {
        this.letter = letter;
        this.meaning = meaning;
    }

    /**
     * That of a day without a certificate.
     *
     * @param rows how many closed candles are stored
     * @param missing how many are neither stored nor known to be empty at the exchange; may be negative, of more than there should be
     * @param open whether a gap in it is open
     * @param healed whether one was healed
     */
    public static DayStatus of(long rows, long missing, boolean open, boolean healed) {
        if (rows == 0 && !open) {
            return NO_DATA;
        }
        return open || missing > 0 ? HOLE : healed ? HEALED : WHOLE;
    }

    /** In a line of days. */
    public char letter() {
        return letter;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** As a program reads it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
