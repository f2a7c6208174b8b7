package io.candlestream.tools.calendar;

import java.util.Locale;

/** What is known of one day of a pair. */
enum DayStatus {
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

    char letter() {
        return letter;
    }

    String meaning() {
        return meaning;
    }

    /** As a program reads it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
