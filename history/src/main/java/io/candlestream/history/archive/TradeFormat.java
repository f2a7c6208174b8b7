package io.candlestream.history.archive;

import io.candlestream.history.PastTrade;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of trades, a day or a month each. */
final class TradeFormat implements ArchiveFormat<PastTrade> {
    static final String CONTENT = "trades";

    private static final Pattern NAME = ArchiveName.pattern(CONTENT);

    private static final ArchiveColumns COLUMNS = new ArchiveColumns(List.of(
            List.of("id", "trade_id"),
            List.of("price"),
            List.of("qty", "quantity"),
            List.of("quote_qty", "quotequantity"),
            List.of("time", "timestamp"),
            List.of("is_buyer_maker")));

    @Override
    public Optional<ArchiveName> name(String file) {
        return ArchiveName.of(file, NAME);
    }

    @Override
    public ArchiveColumns columns() {
        return COLUMNS;
    }

    @Override
    public Parser<PastTrade> parser(ArchiveName name, long madeAt) {
        return (row, before) -> new PastTrade(
                name.symbol(),
                row.whole(0),
                row.decimal(1),
                row.decimal(2),
                row.decimal(3),
                row.millis(4),
                row.flag(5),
                madeAt);
    }

    @Override
    public long position(PastTrade trade) {
        return trade.id();
    }

    @Override
    public Optional<String> difference(PastTrade one, PastTrade other) {
        boolean equal = one.time() == other.time()
                && one.buyerMaker() == other.buyerMaker()
                && DecimalTexts.equal(one.price(), other.price())
                && DecimalTexts.equal(one.quantity(), other.quantity());
        return equal ? Optional.empty() : Optional.of(text(one) + " and " + text(other));
    }

    private static String text(PastTrade trade) {
        return trade.quantity() + " at " + trade.price() + ", time " + trade.time() + ", buyer maker "
                + trade.buyerMaker();
    }
}
