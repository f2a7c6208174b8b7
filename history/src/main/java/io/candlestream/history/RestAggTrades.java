package io.candlestream.history;

/**
 * The aggregate trades that an exchange tells by REST.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Compressed/Aggregate trades list".
 */
public final class RestAggTrades extends RestRows<PastAggTrade> {
    public RestAggTrades(RestApi api) {
        super(api, AGG_TRADES, "a", "a");
    }

    @Override
    public String events() {
        return "aggregate trades";
    }

    @Override
    PastAggTrade read(String symbol, Cells row, long askedAt) throws RestException {
        return new PastAggTrade(
                symbol,
                row.whole("a"),
                row.decimal("p"),
                row.decimal("q"),
                row.wholeFrom("f", PastAggTrade.NO_TRADE),
                row.wholeFrom("l", PastAggTrade.NO_TRADE),
                row.whole("T"),
                row.flag("m"),
                askedAt);
    }
}
