package io.candlestream.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The share of one of several generators that run side by side: every {@code of}-th asset.
 *
 * @param number from 1
 */
record LoadShare(int number, int of) {
    static final LoadShare WHOLE = new LoadShare(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    public LoadShare {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(
                    "Cannot take part " + number + "/" + of + ": parts go from 1/" + of + " to " + of + "/" + of);
        }
    }

    /** The part that {@code text}, such as {@code 2/3}, names. */
    static LoadShare parse(String text) {
        Matcher part = TEXT.matcher(text);
        if (!part.matches()) {
            throw new IllegalArgumentException("Cannot take part '" + text + "': 1/2 and 2/2 are parts");
        }
        return new LoadShare(Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)));
    }

    boolean has(int asset) {
        return asset % of == number - 1;
    }
}
