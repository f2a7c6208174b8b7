package io.candlestream.dashboard.web;

import io.candlestream.dashboard.chart.Watchlist;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The list of assets beside the chart. An asset is an array, because there may be hundreds of them. */
final class ListApi {
    /** More cannot be seen in a line of some pixels. */
    private static final MathContext LINE_DIGITS = new MathContext(5);

    private final Watchlist watchlist;

    ListApi(Watchlist watchlist) {
        this.watchlist = watchlist;
    }

    void watchlist(Context context) {
        context.json(Map.of(
                "now",
                System.currentTimeMillis(),
                "span",
                watchlist.span().millis(),
                "assets",
                watchlist.entries().stream().map(ListApi::entry).toList()));
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
                entry.line().stream().map(ListApi::rounded).toList());
    }

    private static BigDecimal rounded(double price) {
        return new BigDecimal(price).round(LINE_DIGITS);
    }
}
