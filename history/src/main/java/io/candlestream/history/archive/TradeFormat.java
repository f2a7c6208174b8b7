package io.candlestream.history.archive;

import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files of trades, or of aggregate trades, a day or a month each.
 *
 * @param content what is in them, as it stands in their names
 * @param values all of a trade but its id: two tellings of it are equal where these are
 * @param text the same for a person
 */
record TradeFormat<P extends Numbered>(
        String content, ArchiveColumns columns, Reader<P> reader, Function<P, List<?>> values, Function<P, String> text)
        implements ArchiveFormat<P> {
    /** Makes a trade of a row, which was reported at {@code madeAt}, epoch milliseconds. */
    interface Reader<T> {
        T read(ArchiveRow row, String symbol, long madeAt);
    }

    static TradeFormat<PastTrade> trades() {
        return new TradeFormat<>(
                "trades",
                new ArchiveColumns(List.of(
                        List.of("id", "trade_id"),
                        List.of("price"),
                        List.of("qty", "quantity"),
                        List.of("quote_qty", "quotequantity"),
                        List.of("time", "timestamp"),
                        List.of("is_buyer_maker"))),
                (row, symbol, madeAt) -> new PastTrade(
                        symbol,
                        row.whole(0),
                        row.decimal(1),
                        row.decimal(2),
                        row.decimal(3),
                        row.millis(4),
                        row.flag(5),
                        madeAt),
                trade -> List.of(trade.time(), trade.buyerMaker(), number(trade.price()), number(trade.quantity())),
                trade -> trade.quantity() + " at " + trade.price() + ", time " + trade.time() + ", buyer maker "
                        + trade.buyerMaker());
    }

    static TradeFormat<PastAggTrade> aggTrades() {
        return new TradeFormat<>(
                "aggTrades",
                new ArchiveColumns(List.of(
                        List.of("agg_trade_id", "aggregate_trade_id", "a"),
                        List.of("price", "p"),
                        List.of("quantity", "qty", "q"),
                        List.of("first_trade_id", "f"),
                        List.of("last_trade_id", "l"),
                        List.of("transact_time", "timestamp", "time", "t"),
                        List.of("is_buyer_maker", "was_the_buyer_the_maker", "m"))),
                (row, symbol, madeAt) -> new PastAggTrade(
                        symbol,
                        row.whole(0),
                        row.decimal(1),
                        row.decimal(2),
                        row.wholeOrNone(3),
                        row.wholeOrNone(4),
                        row.millis(5),
                        row.flag(6),
                        madeAt),
                trade -> List.of(
                        trade.time(),
                        trade.buyerMaker(),
                        trade.firstTradeId(),
                        trade.lastTradeId(),
                        number(trade.price()),
                        number(trade.quantity())),
                trade -> trade.quantity() + " at " + trade.price() + ", trades " + trade.firstTradeId() + " to "
                        + trade.lastTradeId() + ", time " + trade.time() + ", buyer maker " + trade.buyerMaker());
    }

    /** 10.5 and 10.50000000 are one number. */
    private static BigDecimal number(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    @Override
    public Optional<ArchiveName> name(String file) {
        return ArchiveName.of(file, ArchiveName.pattern(content));
    }

    @Override
    public Parser<P> parser(ArchiveName name, long madeAt) {
        return (row, before) -> reader.read(row, name.symbol(), madeAt);
    }

    @Override
    public long position(P trade) {
        return trade.id();
    }

    @Override
    public Optional<String> difference(P one, P other) {
        return values.apply(one).equals(values.apply(other))
                ? Optional.empty()
                : Optional.of(text.apply(one) + " and " + text.apply(other));
    }
}
