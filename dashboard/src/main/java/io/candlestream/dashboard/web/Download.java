package io.candlestream.dashboard.web;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.schema.Interval;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * A stretch of a chart as a file. It is made whole before it is sent, so that a table that goes away meanwhile is an error and
 * not a short file; therefore it is bounded, and so is how many are made at once.
 */
final class Download {
    private static final int MOST_BARS = 50_000;
    private static final int PAGE_BARS = 2000;
    private static final int PAGE_ROWS = 50_000;
    private static final int AT_ONCE = 2;
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
        answer(context, CandleFile.CSV);
    }

    void parquet(Context context) {
        answer(context, CandleFile.PARQUET);
    }

    private void answer(Context context, CandleFile file) {
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
            send(context, wanted, file, candles(wanted));
        } finally {
            places.release();
        }
    }

    private static void send(Context context, Wanted wanted, CandleFile file, List<ChartCandle> candles) {
        String name = wanted.asset().replaceAll("[^\\p{Alnum}.-]", "_") + "_"
                + wanted.interval().code() + "_" + FILE_TIME.format(Instant.ofEpochMilli(wanted.from())) + "."
                + file.extension();
        context.contentType(file.mediaType());
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        context.result(file.bytes(wanted.asset(), candles));
    }

    private List<ChartCandle> candles(Wanted wanted) {
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
        List<ChartCandle> candles = new ArrayList<>();
        int most =
                Math.max(1, Math.min(PAGE_BARS, PAGE_ROWS / market.intervals().ratio(wanted.interval())));
        while (from < end) {
            long behind = after(wanted.interval(), from, most);
            // The newest bar may still be open; with an end it would count as over.
            OptionalLong until = behind > last ? OptionalLong.empty() : OptionalLong.of(behind);
            append(page(wanted, from, until, most).bars(), end, candles);
            from = behind;
        }
        return candles;
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

    private static void append(List<Bar> bars, long end, List<ChartCandle> candles) {
        bars.stream().filter(bar -> bar.openTime() < end).forEach(bar -> bar.candle()
                .ifPresent(candles::add));
    }
}
