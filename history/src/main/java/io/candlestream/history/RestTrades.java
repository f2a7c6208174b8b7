package io.candlestream.history;

/**
 * The trades that an exchange tells by REST. When some were made only their aggregate trades tell.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Old trade lookup" and "Compressed/Aggregate trades list".
 */
public final class RestTrades extends RestRows<PastTrade> {
    public RestTrades(RestApi api) {
        super(api, new Endpoint("/api/v3/historicalTrades", 25), "f", "l");
    }

    @Override
    public String events() {
        return "trades";
    }

    @Override
    PastTrade read(String symbol, Cells row, long askedAt) throws RestException {
        return new PastTrade(
                symbol,
                row.whole("id"),
                row.decimal("price"),
                row.decimal("qty"),
                row.decimal("quoteQty"),
                row.whole("time"),
                row.flag("isBuyerMaker"),
                askedAt);
    }
}
