package io.candlestream.schema;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Windows of time of one length that begin at each multiple of their slide since 1970, UTC. Where both are the same they stand side by side
 * (tumbling windows); else each moment lies in length / slide of them.
 */
public record SlidingWindows(Interval length, Interval slide) implements Serializable {
    /** What a name has to be, for messages. */
    public static final String NEEDED =
            "an interval up to 1d is needed, such as 5m, or length/slide, such as 5m/1m, where the length is 2 to 60 times"
                    + " the slide";

    /** A moment lies in so many windows at most: each holds what it was given. */
    private static final long MOST = 60;

    private static final String BETWEEN = "/";

    /** @throws IllegalArgumentException for a length that is not 1 to 60 times the slide, or above a day */
    public SlidingWindows {
        long times = length.longest().toMillis() / slide.longest().toMillis();
        if (length.compareTo(Interval.DAY_1) > 0
                || times < 1
                || times > MOST
                || length.longest().toMillis() % slide.longest().toMillis() != 0) {
            throw new IllegalArgumentException(
                    "No windows of " + length.code() + " each " + slide.code() + ": " + NEEDED);
        }
    }

    /** Those of a name as {@link #code} makes them; nothing for any other text. */
    public static Optional<SlidingWindows> ofCode(String code) {
        int between = code.indexOf(BETWEEN);
        Optional<Interval> length = Interval.ofCode(between < 0 ? code : code.substring(0, between));
        Optional<Interval> slide = between < 0 ? length : Interval.ofCode(code.substring(between + 1));
        if (length.isEmpty() || slide.isEmpty() || (between >= 0 && length.equals(slide))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SlidingWindows(length.get(), slide.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The length, such as 5m, and where windows overlap their slide: 5m/1m. */
    public String code() {
        return length.equals(slide) ? length.code() : length.code() + BETWEEN + slide.code();
    }

    /** How long a window is, in milliseconds. */
    public long lengthMillis() {
        return length.longest().toMillis();
    }

    /** How long after one window the next one begins, in milliseconds. */
    public long slideMillis() {
        return slide.longest().toMillis();
    }

    /** When the windows begin that hold the moment {@code time}, oldest first; all in epoch milliseconds. */
    public List<Long> starts(long time) {
        long last = slide.openOf(time);
        if (length.equals(slide)) {
            return List.of(last);
        }
        List<Long> starts = new ArrayList<>();
        for (long start = last - lengthMillis() + slideMillis(); start <= last; start += slideMillis()) {
            starts.add(start);
        }
        return starts;
    }
}
