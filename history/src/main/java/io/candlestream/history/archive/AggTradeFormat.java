package io.candlestream.history.archive;

import io.candlestream.history.PastAggTrade;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of aggregate trades, a day or a month each. */
final class AggTradeFormat implements ArchiveFormat<PastAggTrade> {
    static final String CONTENT = "aggTrades";

    private static final Pattern NAME = ArchiveName.pattern(CONTENT);

    private static final ArchiveColumns COLUMNS = new ArchiveColumns(List.of(
            List.of("agg_trade_id", "aggregate_trade_id", "a"),
            List.of("price", "p"),
            List.of("quantity", "qty", "q"),
            List.of("first_trade_id", "f"),
            List.of("last_trade_id", "l"),
            List.of("transact_time", "timestamp", "time", "t"),
            List.of("is_buyer_maker", "was_the_buyer_the_maker", "m")));

    @Override
    public Optional<ArchiveName> name(String file) {
        return ArchiveName.of(file, NAME);
    }

    @Override
    public ArchiveColumns columns() {
        return COLUMNS;
    }

    @Override
    public Parser<PastAggTrade> parser(ArchiveName name, long madeAt) {
        return (row, before) -> new PastAggTrade(
                name.symbol(),
                row.whole(0),
                row.decimal(1),
                row.decimal(2),
                row.wholeOrNone(3),
                row.wholeOrNone(4),
                row.millis(5),
                row.flag(6),
                madeAt);
    }

    @Override
    public long position(PastAggTrade trade) {
        return trade.id();
    }

    @Override
    public Optional<String> difference(PastAggTrade one, PastAggTrade other) {
        boolean equal = one.time() == other.time()
                && one.buyerMaker() == other.buyerMaker()
                && one.firstTradeId() == other.firstTradeId()
                && one.lastTradeId() == other.lastTradeId()
                && DecimalTexts.equal(one.price(), other.price())
                && DecimalTexts.equal(one.quantity(), other.quantity());
        return equal ? Optional.empty() : Optional.of(text(one) + " and " + text(other));
    }

    private static String text(PastAggTrade trade) {
        return trade.quantity() + " at " + trade.price() + ", trades " + trade.firstTradeId() + " to "
                + trade.lastTradeId() + ", time " + trade.time() + ", buyer maker " + trade.buyerMaker();
    }
}
