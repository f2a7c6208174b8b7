package io.candlestream.dashboard.web;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.schema.Interval;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * A stretch of a chart as CSV. It is made whole before it is sent, so that a table that goes away meanwhile is an error and
 * not a short file; therefore it is bounded, and so is how many are made at once.
 */
final class Download {
    private static final int MOST_BARS = 50_000;
    private static final int PAGE_BARS = 2000;
    private static final int PAGE_ROWS = 50_000;
    private static final int AT_ONCE = 2;
    private static final String HEADER = "asset_name,timestamp,open,high,low,close,volume,trades,is_closed\n";
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ChartPages market;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Download(ChartPages market) {
        this.market = market;
    }

    /** What a request asks for. */
    private record Wanted(String asset, Interval interval, long from, OptionalLong to) {}

    void csv(Context context) {
        RequestParams params = new RequestParams(context);
        Wanted wanted = new Wanted(
                params.asset(),
                params.interval(market.intervals()),
                params.time("from").orElse(0),
                params.time("to"));
        if (!places.tryAcquire()) {
            throw new ServiceUnavailableResponse("Cannot write a file now: " + AT_ONCE
                    + " are being written, as many as may be at once; try again in a moment");
        }
        try {
            send(context, wanted, text(wanted));
        } finally {
            places.release();
        }
    }

    private static void send(Context context, Wanted wanted, StringBuilder text) {
        String name = wanted.asset().replaceAll("[^\\p{Alnum}.-]", "_") + "_"
                + wanted.interval().code() + "_" + FILE_TIME.format(Instant.ofEpochMilli(wanted.from())) + ".csv";
        context.contentType("text/csv; charset=utf-8");
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        context.result(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private StringBuilder text(Wanted wanted) {
        ChartPages.Page newest = page(wanted, 0, OptionalLong.empty(), 1);
        long last = newest.bars().isEmpty()
                ? newest.begin()
                : newest.bars().get(newest.bars().size() - 1).openTime();
        long end = Math.min(wanted.to().orElse(Long.MAX_VALUE), last + 1);
        long from = wanted.interval().openOf(Math.max(wanted.from(), newest.begin()));
        if (wanted.interval().slots(from, end) > MOST_BARS) {
            throw new BadRequestResponse("Cannot write so much: at most " + MOST_BARS
                    + " candles go into one file; ask for a shorter stretch, or for longer candles");
        }
        StringBuilder text = new StringBuilder(HEADER);
        int most =
                Math.max(1, Math.min(PAGE_BARS, PAGE_ROWS / market.intervals().ratio(wanted.interval())));
        while (from < end) {
            long behind = after(wanted.interval(), from, most);
            // The newest bar may still be open; with an end it would count as over.
            OptionalLong until = behind > last ? OptionalLong.empty() : OptionalLong.of(behind);
            append(wanted, page(wanted, from, until, most).bars(), end, text);
            from = behind;
        }
        return text;
    }

    private ChartPages.Page page(Wanted wanted, long from, OptionalLong to, int most) {
        return market.page(wanted.asset(), wanted.interval(), from, to, most)
                .orElseThrow(() -> ChartApi.unknown(wanted.asset()));
    }

    private static long after(Interval interval, long open, int bars) {
        long time = open;
        for (int bar = 0; bar < bars; bar++) {
            time = interval.endOf(time);
        }
        return time;
    }

    private static void append(Wanted wanted, List<Bar> bars, long end, StringBuilder text) {
        bars.stream().filter(bar -> bar.openTime() < end).forEach(bar -> bar.candle()
                .ifPresent(candle -> append(wanted.asset(), candle, text)));
    }

    private static void append(String asset, ChartCandle candle, StringBuilder text) {
        text.append(quoted(asset)).append(',').append(Instant.ofEpochMilli(candle.openTime()));
        for (double value : List.of(candle.open(), candle.high(), candle.low(), candle.close(), candle.volume())) {
            text.append(',').append(decimal(value));
        }
        text.append(',')
                .append(candle.trades())
                .append(',')
                .append(candle.closed())
                .append('\n');
    }

    /** The shortest decimal that is this number, without an exponent. */
    private static String decimal(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
