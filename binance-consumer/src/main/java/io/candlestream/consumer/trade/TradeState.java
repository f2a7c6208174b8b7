package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one version of a trade, or of an aggregate trade, says: its values, and where they are from. Times are epoch milliseconds; numbers
 * are absent where the table has none.
 *
 * @param quoteQuantity of a trade alone
 * @param firstTradeId of an aggregate trade alone, else -1, as is {@code lastTradeId}
 * @param eventTime when the source said so
 */
record TradeState(
        Optional<Decimal> price,
        Optional<Decimal> quantity,
        Optional<Decimal> quoteQuantity,
        long firstTradeId,
        long lastTradeId,
        OptionalLong tradeTime,
        boolean buyerMaker,
        String source,
        OptionalLong eventTime,
        long version) {
    /** What is read of a trade beside its id. */
    static final List<String> COLUMNS =
            List.of("price", "quantity", "quote_quantity", "trade_time", "is_buyer_maker", "event_time", "source");

    /** The same of an aggregate trade. */
    static final List<String> AGGREGATE_COLUMNS = List.of(
            "price",
            "quantity",
            "first_trade_id",
            "last_trade_id",
            "trade_time",
            "is_buyer_maker",
            "event_time",
            "source");

    private static final long NONE = -1;

    static TradeState of(TradeRow row) {
        return of(row, Optional.of(row.quoteQuantity()), NONE, NONE, row.version());
    }

    static TradeState of(AggTradeRow row) {
        return of(row.trade(), Optional.empty(), row.firstTradeId(), row.lastTradeId(), row.version());
    }

    private static TradeState of(TradeRow row, Optional<Decimal> quote, long first, long last, long version) {
        return new TradeState(
                Optional.of(row.price()),
                Optional.of(row.quantity()),
                quote,
                first,
                last,
                OptionalLong.of(row.tradeTime()),
                row.buyerMaker(),
                row.source(),
                OptionalLong.of(row.eventTime()),
                version);
    }

    /** A stored trade. */
    static TradeState ofTrade(VersionedRow row) {
        return of(row, row.decimal("quote_quantity"), NONE, NONE);
    }

    /** A stored aggregate trade. */
    static TradeState ofAggregate(VersionedRow row) {
        return of(row, Optional.empty(), id(row, "first_trade_id"), id(row, "last_trade_id"));
    }

    private static TradeState of(VersionedRow row, Optional<Decimal> quote, long first, long last) {
        return new TradeState(
                row.decimal("price"),
                row.decimal("quantity"),
                quote,
                first,
                last,
                row.millis("trade_time"),
                row.flag("is_buyer_maker"),
                row.text("source").orElse(""),
                row.millis("event_time"),
                row.version());
    }

    /** A double holds each id exactly. */
    private static long id(VersionedRow row, String column) {
        OptionalDouble id = row.number(column);
        return id.isPresent() ? (long) id.getAsDouble() : NONE;
    }

    /** Whether a certificate is the same over both; the quote quantity is a product of what is compared. */
    boolean saysTheSame(TradeState other) {
        return price.equals(other.price)
                && quantity.equals(other.quantity)
                && firstTradeId == other.firstTradeId
                && lastTradeId == other.lastTradeId
                && tradeTime.equals(other.tradeTime)
                && buyerMaker == other.buyerMaker;
    }
}
