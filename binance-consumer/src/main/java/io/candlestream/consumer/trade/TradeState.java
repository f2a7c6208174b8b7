package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
    static List<String> columns(TradeType type) {
        return Stream.of(
                        List.of(type.idField(), "price", "quantity"),
                        type.own(),
                        List.of("trade_time", "is_buyer_maker", "event_time", "source"))
                .flatMap(List::stream)
                .toList();
    }

    static TradeState of(TradeRow row) {
        return new TradeState(
                Optional.of(row.price()),
                Optional.of(row.quantity()),
                row.isAggregate() ? Optional.empty() : Optional.of(row.quoteQuantity()),
                row.firstTradeId(),
                row.lastTradeId(),
                OptionalLong.of(row.tradeTime()),
                row.buyerMaker(),
                row.source(),
                OptionalLong.of(row.eventTime()),
                row.version());
    }

    static TradeState of(VersionedRow row, TradeType type) {
        boolean aggregate = type == TradeType.AGG_TRADES;
        return new TradeState(
                row.decimal("price"),
                row.decimal("quantity"),
                aggregate ? Optional.empty() : row.decimal("quote_quantity"),
                aggregate ? id(row, "first_trade_id") : TradeRow.NO_TRADE,
                aggregate ? id(row, "last_trade_id") : TradeRow.NO_TRADE,
                row.millis("trade_time"),
                row.flag("is_buyer_maker"),
                row.text("source").orElse(""),
                row.millis("event_time"),
                row.version());
    }

    /** A double holds each id exactly. */
    private static long id(VersionedRow row, String column) {
        OptionalDouble id = row.number(column);
        return id.isPresent() ? (long) id.getAsDouble() : TradeRow.NO_TRADE;
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
