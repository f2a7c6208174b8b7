package io.candlestream.schema;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kline intervals of Binance spot and the grid that each lays over UTC time.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Kline/Candlestick Streams". Codes are case-sensitive:
 * {@code 1m} is a minute, {@code 1M} a month.
 */
public enum Interval {
    SECOND_1("1s", Duration.ofSeconds(1)),
    MINUTE_1("1m", Duration.ofMinutes(1)),
    MINUTE_3("3m", Duration.ofMinutes(3)),
    MINUTE_5("5m", Duration.ofMinutes(5)),
    MINUTE_15("15m", Duration.ofMinutes(15)),
    MINUTE_30("30m", Duration.ofMinutes(30)),
    HOUR_1("1h", Duration.ofHours(1)),
    HOUR_2("2h", Duration.ofHours(2)),
    HOUR_4("4h", Duration.ofHours(4)),
    HOUR_6("6h", Duration.ofHours(6)),
    HOUR_8("8h", Duration.ofHours(8)),
    HOUR_12("12h", Duration.ofHours(12)),
    DAY_1("1d", Duration.ofDays(1)),
    DAY_3("3d", Duration.ofDays(3)),
    WEEK_1("1w", Duration.ofDays(7)),
    MONTH_1("1M", Duration.ofDays(31));

    private static final Map<String, Interval> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Interval::code, interval -> interval));

    private final String code;
    private final Duration longest;

    Interval(String code, Duration longest) {
        this.code = code;
        this.longest = longest;
    }

    /** The interval of the exchange's code, empty for an unknown one. */
    public static Optional<Interval> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** All codes, shortest interval first, for messages. */
    public static String codes() {
        return Arrays.stream(values()).map(Interval::code).collect(Collectors.joining(", "));
    }

    /** The exchange's name of this interval. */
    public String code() {
        return code;
    }

    /** How long a candle is, of a month the longest one. */
    public Duration longest() {
        return longest;
    }

    /** How often the exchange pushes a changed, still open kline of this interval. */
    public Duration updatePeriod() {
        return this == SECOND_1 ? Duration.ofSeconds(1) : Duration.ofSeconds(2);
    }

    /**
     * Whether a candle of this interval can open at {@code epochMilli}. The start of a 3-day candle is documented
     * nowhere, so any midnight will do for one.
     */
    public boolean opensAt(long epochMilli) {
        return switch (this) {
            case DAY_3 -> Math.floorMod(epochMilli, Duration.ofDays(1).toMillis()) == 0;
            case WEEK_1, MONTH_1 -> openOf(epochMilli) == epochMilli;
            default -> Math.floorMod(epochMilli, longest.toMillis()) == 0;
        };
    }

    /** The open time of the candle that holds {@code epochMilli}, both in epoch milliseconds. */
    public long openOf(long epochMilli) {
        ZonedDateTime midnight =
                Instant.ofEpochMilli(epochMilli).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case WEEK_1 -> milli(midnight.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH_1 -> milli(midnight.withDayOfMonth(1));
            default -> epochMilli - Math.floorMod(epochMilli, longest.toMillis());
        };
    }

    /** The first millisecond after the candle that opens at {@code openMilli}. */
    public long endOf(long openMilli) {
        return this == MONTH_1
                ? milli(Instant.ofEpochMilli(openMilli).atZone(ZoneOffset.UTC).plusMonths(1))
                : openMilli + longest.toMillis();
    }

    /** When the candle opens that is so many behind the one that opens at {@code openMilli}, or before it where they are negative. */
    public long shifted(long openMilli, int candles) {
        if (this != MONTH_1) {
            return openMilli + candles * longest.toMillis();
        }
        return milli(Instant.ofEpochMilli(openMilli).atZone(ZoneOffset.UTC).plusMonths(candles));
    }

    /** How many candles can open from {@code from}, where one can, until before {@code to}; both in epoch milliseconds. */
    public long slots(long from, long to) {
        if (this != MONTH_1) {
            return to <= from ? 0 : (to - from + longest.toMillis() - 1) / longest.toMillis();
        }
        long slots = 0;
        for (long open = from; open < to; open = endOf(open)) {
            slots++;
        }
        return slots;
    }

    private static long milli(ZonedDateTime time) {
        return time.toInstant().toEpochMilli();
    }
}
