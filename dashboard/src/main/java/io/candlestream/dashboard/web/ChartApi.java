package io.candlestream.dashboard.web;

import io.candlestream.dashboard.chart.Market;
import io.candlestream.schema.Interval;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;

/** What stands still: assets, pages of candles, gaps. */
final class ChartApi {
    private final Market market;
    private final Optional<String> note;

    /** @param note what a person has to know of this market */
    ChartApi(Market market, Optional<String> note) {
        this.market = market;
        this.note = note;
    }

    void assets(Context context) {
        context.json(Map.of(
                "assets",
                market.assets(),
                "interval",
                market.ladder().table().code(),
                "intervals",
                market.ladder().rungs().stream().map(Interval::code).toList(),
                "note",
                note));
    }

    void candles(Context context) {
        Question question = new Question(context);
        String asset = question.asset();
        Interval interval = question.interval(market.ladder());
        Market.Page page = market.page(
                        asset, interval, question.time("from").orElse(0), question.time("to"), question.limit())
                .orElseThrow(() -> unknown(asset));
        context.json(Map.of(
                "asset", asset, "interval", interval.code(), "begin", page.begin(), "bars", Json.bars(page.bars())));
    }

    void gaps(Context context) {
        String asset = new Question(context).asset();
        context.json(Map.of("gaps", Json.gaps(market.gaps(asset).orElseThrow(() -> unknown(asset)))));
    }

    static NotFoundResponse unknown(String asset) {
        return new NotFoundResponse("Cannot show " + asset + ": the table holds no candle of it");
    }
}
