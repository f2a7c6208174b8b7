package io.candlestream.dashboard.web;

import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.dashboard.chart.Watchlist;
import io.candlestream.schema.Interval;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for once or now and then: assets, pages of candles, gaps, days, the list beside the chart.
 *
 * @param note what a person has to know of this market
 */
record ChartApi(ChartPages market, Watchlist watchlist, Optional<String> note) {
    /** More cannot be seen in a line of some pixels. */
    private static final MathContext LINE_DIGITS = new MathContext(5);

    private record Assets(List<String> assets, String interval, List<String> intervals, Optional<String> note) {}

    private record Candles(String asset, String interval, long begin, List<List<Object>> bars) {}

    void assets(Context context) {
        List<String> codes =
                market.intervals().all().stream().map(Interval::code).toList();
        context.json(new Assets(market.assets(), market.intervals().table().code(), codes, note));
    }

    void candles(Context context) {
        RequestParams params = new RequestParams(context);
        String asset = params.asset();
        Interval interval = params.interval(market.intervals());
        ChartPages.Page page = market.page(
                        asset, interval, params.time("from").orElse(0), params.time("to"), params.limit())
                .orElseThrow(() -> unknown(asset));
        context.json(new Candles(asset, interval.code(), page.begin(), JsonBody.bars(page.bars())));
    }

    void gaps(Context context) {
        String asset = new RequestParams(context).asset();
        context.json(Map.of("gaps", JsonBody.gaps(market.gaps(asset).orElseThrow(() -> unknown(asset)))));
    }

    /** A day is an array, as a gap is. */
    void days(Context context) {
        String asset = new RequestParams(context).asset();
        List<List<Object>> days = market.days(asset).orElseThrow(() -> unknown(asset)).entrySet().stream()
                .map(day -> List.<Object>of(day.getKey(), day.getValue().toString()))
                .toList();
        context.json(Map.of("days", days));
    }

    static NotFoundResponse unknown(String asset) {
        return new NotFoundResponse("Cannot show " + asset + ": the table holds no candle of it");
    }

    /** An asset is an array, because there may be hundreds of them. */
    void watchlist(Context context) {
        List<List<Object>> assets =
                watchlist.entries().stream().map(ChartApi::entry).toList();
        long span = watchlist.span().millis();
        context.json(Map.of("now", System.currentTimeMillis(), "span", span, "assets", assets));
    }

    private static List<Object> entry(Watchlist.Entry entry) {
        return Arrays.asList(
                entry.asset(),
                entry.symbol(),
                entry.newest(),
                entry.price(),
                entry.since(),
                entry.before(),
                entry.turnover(),
                entry.line().stream()
                        .map(price -> new BigDecimal(price).round(LINE_DIGITS))
                        .toList());
    }
}
