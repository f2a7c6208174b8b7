package io.candlestream.history;

import java.util.List;
import java.util.Optional;

/**
 * The trades that an exchange tells by REST. When some were made only their aggregate trades tell.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Old trade lookup" and "Compressed/Aggregate trades list".
 */
public final class RestTrades implements RestById<PastTrade> {
    private static final int WEIGHT = 25;

    private final RestRows rows;

    public RestTrades(RestApi api) {
        this.rows = new RestRows(api);
    }

    @Override
    public String events() {
        return "trades";
    }

    @Override
    public Optional<String> resting() {
        return rows.resting();
    }

    @Override
    public List<PastTrade> from(String symbol, long fromId, int limit) throws RestException, InterruptedException {
        String path =
                "/api/v3/historicalTrades?symbol=" + RestRows.encoded(symbol) + "&fromId=" + fromId + "&limit=" + limit;
        return rows.numbered(
                path,
                WEIGHT,
                fromId,
                limit,
                (row, askedAt) -> new PastTrade(
                        symbol,
                        row.whole("id"),
                        row.decimal("price"),
                        row.decimal("qty"),
                        row.decimal("quoteQty"),
                        row.whole("time"),
                        row.flag("isBuyerMaker"),
                        askedAt));
    }

    @Override
    public Optional<Ids> firstAt(String symbol, long time) throws RestException, InterruptedException {
        return RestAggTrades.one(rows, symbol, "&startTime=" + time, "f", "l");
    }

    @Override
    public Optional<Ids> newest(String symbol) throws RestException, InterruptedException {
        return RestAggTrades.one(rows, symbol, "", "f", "l");
    }
}
