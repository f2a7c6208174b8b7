package io.candlestream.dashboard.web;

import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.schema.Interval;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;

/** What stands still: assets, pages of candles, gaps. */
final class ChartApi {
    private final ChartPages market;
    private final Optional<String> note;

    /** @param note what a person has to know of this market */
    ChartApi(ChartPages market, Optional<String> note) {
        this.market = market;
        this.note = note;
    }

    void assets(Context context) {
        context.json(Map.of(
                "assets",
                market.assets(),
                "interval",
                market.intervals().table().code(),
                "intervals",
                market.intervals().all().stream().map(Interval::code).toList(),
                "note",
                note));
    }

    void candles(Context context) {
        RequestParams params = new RequestParams(context);
        String asset = params.asset();
        Interval interval = params.interval(market.intervals());
        ChartPages.Page page = market.page(
                        asset, interval, params.time("from").orElse(0), params.time("to"), params.limit())
                .orElseThrow(() -> unknown(asset));
        context.json(Map.of(
                "asset",
                asset,
                "interval",
                interval.code(),
                "begin",
                page.begin(),
                "bars",
                JsonBody.bars(page.bars())));
    }

    void gaps(Context context) {
        String asset = new RequestParams(context).asset();
        context.json(Map.of("gaps", JsonBody.gaps(market.gaps(asset).orElseThrow(() -> unknown(asset)))));
    }

    static NotFoundResponse unknown(String asset) {
        return new NotFoundResponse("Cannot show " + asset + ": the table holds no candle of it");
    }
}
