package io.candlestream.simulator.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What can be wrong with a message of the exchange. Most are a spoilt copy that follows the honest message, so that the
 * truth stays what it was; the last five change when, or whether, an honest message is sent.
 */
public enum FrameFault {
    BAD_JSON,
    CUT,
    NOT_UTF8,
    BIG,
    BINARY,
    UNKNOWN_EVENT,
    EXTRA_FIELD,
    NUMBER_AS_TEXT,
    HUGE_NUMBER,
    NEGATIVE_VOLUME,
    LOW_ABOVE_HIGH,
    OFF_THE_GRID,
    /** Open, close and event time lie some two hundred years ahead. */
    FAR_FUTURE,
    DUPLICATE,
    /** An open update comes after the one that follows it. */
    OUT_OF_ORDER,
    /** A closing update comes after some of the next candle's. */
    LATE_CLOSE,
    /** A closing update is never sent, though the candle is closed. */
    MISSING_CLOSE,
    /** In place of a closing update comes one that no candle can be. */
    IMPOSSIBLE_CLOSE;

    private static final String EVENT = "\"e\":\"kline\"";
    private static final Pattern OPEN_TIME = Pattern.compile("\"t\":(\\d+)");
    private static final Pattern TIMES = Pattern.compile("\"([tTE])\":(\\d+)");
    private static final Duration CENTURIES = Duration.ofDays(7L * 10_500);
    private static final long A_TIME_IN_MICROSECONDS = 100_000_000_000_000L;
    private static final byte NEVER_IN_UTF8 = (byte) 0xFF;

    private String spoil(String text) {
        return switch (this) {
            case BAD_JSON -> text.replace(':', '=');
            case CUT -> text.substring(0, text.length() / 2);
            case UNKNOWN_EVENT -> text.replace(EVENT, "\"e\":\"candle\"");
            case EXTRA_FIELD -> text.replace(EVENT, "\"Z\":{\"new\":[1,null]}," + EVENT);
            case NUMBER_AS_TEXT -> OPEN_TIME.matcher(text).replaceFirst("\"t\":\"$1\"");
            case HUGE_NUMBER -> valued(text, "c", "1e400");
            case NEGATIVE_VOLUME -> valued(text, "v", "-1.00000000");
            case LOW_ABOVE_HIGH, IMPOSSIBLE_CLOSE -> valued(text, "l", "99999999.00000000");
            case OFF_THE_GRID -> aSecondLate(text);
            case FAR_FUTURE -> centuriesAhead(text);
            default -> text;
        };
    }

    private static String valued(String text, String key, String value) {
        return text.replaceFirst("\"" + key + "\":\"[^\"]*\"", "\"" + key + "\":\"" + value + "\"");
    }

    private static String aSecondLate(String text) {
        return OPEN_TIME.matcher(text).replaceFirst(open -> "\"t\":" + (Long.parseLong(open.group(1)) + 1000));
    }

    /** By whole weeks, so that it stays on the grid. */
    private static String centuriesAhead(String text) {
        return TIMES.matcher(text).replaceAll(time -> {
            long stamp = Long.parseLong(time.group(2));
            long unit = stamp > A_TIME_IN_MICROSECONDS ? 1000 : 1;
            return "\"" + time.group(1) + "\":" + (stamp + CENTURIES.toMillis() * unit);
        });
    }

    /** Whether any event can suffer it, whatever its fields are, at no more cost than a message that nobody can use. */
    boolean hitsAny() {
        return this == BAD_JSON || this == CUT || this == BINARY || this == DUPLICATE;
    }

    /** Whether it concerns the order of the honest messages and spoils none. */
    boolean reorders() {
        return onlyClosing() || this == DUPLICATE || this == OUT_OF_ORDER;
    }

    /** Whether only a closing message can suffer from it. */
    boolean onlyClosing() {
        return this == LATE_CLOSE || this == MISSING_CLOSE || this == IMPOSSIBLE_CLOSE;
    }

    /** The first byte of the frame. */
    byte head() {
        return this == BINARY ? Protocol.WHOLE_BINARY : Protocol.WHOLE_TEXT;
    }

    /**
     * The spoilt copy of an honest message.
     *
     * @param bigBytes how long a BIG one is
     */
    byte[] spoilt(byte[] honest, int bigBytes) {
        byte[] bytes = spoil(new String(honest, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        if (this == NOT_UTF8) {
            bytes[bytes.length / 2] = NEVER_IN_UTF8;
        }
        return this == BIG ? padded(bytes, bigBytes) : bytes;
    }

    /** JSON may begin with any amount of white space. */
    private static byte[] padded(byte[] bytes, int length) {
        byte[] padded = new byte[Math.max(length, bytes.length)];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        return padded;
    }
}
