package io.candlestream.history;

import java.util.List;
import java.util.Optional;

/**
 * The aggregate trades that an exchange tells by REST.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Compressed/Aggregate trades list".
 */
public final class RestAggTrades implements RestById<PastAggTrade> {
    private static final String PATH = "/api/v3/aggTrades?symbol=";
    private static final int WEIGHT = 4;

    /** As many as are asked for where one is wanted: the exchange takes back some, never many in a row. They cost no more than one. */
    private static final int FEW = 20;

    private final RestRows rows;

    public RestAggTrades(RestApi api) {
        this.rows = new RestRows(api);
    }

    @Override
    public String events() {
        return "aggregate trades";
    }

    @Override
    public Optional<String> resting() {
        return rows.resting();
    }

    @Override
    public List<PastAggTrade> from(String symbol, long fromId, int limit) throws RestException, InterruptedException {
        return rows.numbered(
                PATH + RestRows.encoded(symbol) + "&fromId=" + fromId + "&limit=" + limit,
                WEIGHT,
                fromId,
                limit,
                (row, askedAt) -> new PastAggTrade(
                        symbol,
                        row.whole("a"),
                        row.decimal("p"),
                        row.decimal("q"),
                        row.wholeFrom("f", PastAggTrade.NO_TRADE),
                        row.wholeFrom("l", PastAggTrade.NO_TRADE),
                        row.whole("T"),
                        row.flag("m"),
                        askedAt));
    }

    @Override
    public Optional<Ids> firstAt(String symbol, long time) throws RestException, InterruptedException {
        return one(rows, symbol, "&startTime=" + time, "a", "a");
    }

    @Override
    public Optional<Ids> newest(String symbol) throws RestException, InterruptedException {
        return one(rows, symbol, "", "a", "a");
    }

    /**
     * The ids that stand in one aggregate trade, which is the first or the newest that the exchange did not take back: such a one names
     * no trades.
     *
     * @param from more of the question: from where on; the newest one without it
     * @param first the key of the first id, {@code last} that of the last one
     */
    static Optional<Ids> one(RestRows rows, String symbol, String from, String first, String last)
            throws RestException, InterruptedException {
        String path = PATH + RestRows.encoded(symbol) + from + "&limit=" + FEW;
        Optional<Ids> found = Optional.empty();
        List<RestRows.Cells> told = rows.rows(path, WEIGHT, FEW);
        for (RestRows.Cells row : told) {
            boolean real = row.wholeFrom("l", PastAggTrade.NO_TRADE) != PastAggTrade.NO_TRADE;
            if (real && (found.isEmpty() || from.isEmpty())) {
                found = Optional.of(new Ids(row.whole(first), row.whole(last), row.whole("T")));
            }
        }
        if (found.isEmpty() && !told.isEmpty()) {
            throw rows.unreadable(path, "each of " + told.size() + " aggregate trades was taken back");
        }
        return found;
    }
}
