package io.candlestream.certify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stretch that was missing, as the table of gaps has it.
 *
 * @param from epoch milliseconds, as {@code to}, which is excluded
 * @param state open, healed or empty; what is absent is an empty text, as in {@code cause} and {@code source}
 */
public record StoredGap(long from, long to, String cause, String state, String source) {
    /** Of a gap of which is not known yet where it ends. */
    public static final long NO_END = Long.MAX_VALUE;

    boolean touches(long begin, long end) {
        return from < end && to > begin;
    }

    boolean isEmpty() {
        return state.equals("empty");
    }

    boolean isOpen() {
        return state.equals("open");
    }

    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("from", text(from));
        data.put("to", text(to));
        data.put("cause", cause);
        data.put("state", state);
        data.put("source", source);
        return data;
    }

    /** A time as certificates have it; empty where there is none. */
    static String text(long time) {
        return time == NO_END ? "" : Instant.ofEpochMilli(time).toString();
    }
}
