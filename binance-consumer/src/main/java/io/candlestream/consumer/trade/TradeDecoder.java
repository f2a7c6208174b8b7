package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StringRecordReader;
import io.candlestream.schema.CandleValues;
import java.time.Duration;
import org.apache.avro.Schema;

/** Makes a {@link TradeRow} of the Avro bytes of a trade, or of an aggregate trade, or says why they are none. One instance serves one thread. */
final class TradeDecoder implements RowDecoder<TradeRow> {
    /** By how much a trade may be made after it was collected: two clocks differ, but not by a day. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final TradeHours hours = new TradeHours();
    private final boolean aggregate;
    private final StringRecordReader trade;
    private final int symbol;
    private final int tradeId;
    private final int price;
    private final int quantity;
    private final int tradeTime;
    private final int buyerMaker;
    private final int eventTime;
    private final int collectedAt;
    private final int source;
    private final int firstTradeId;
    private final int lastTradeId;

    TradeDecoder(TradeType type, Schema written, int maxTextBytes) {
        this.aggregate = type == TradeType.AGG_TRADES;
        this.trade = new StringRecordReader(written, maxTextBytes);
        this.symbol = trade.slot("symbol");
        this.tradeId = trade.slot(type.idField());
        this.price = trade.slot("price");
        this.quantity = trade.slot("quantity");
        this.tradeTime = trade.slot("trade_time");
        this.buyerMaker = trade.slot("is_buyer_maker");
        this.eventTime = trade.slot("event_time");
        this.collectedAt = trade.slot("collected_at");
        this.source = trade.slot("source");
        this.firstTradeId = trade.slot("first_trade_id");
        this.lastTradeId = trade.slot("last_trade_id");
    }

    @Override
    public Decoded<TradeRow> decode(byte[] value, long consumedAt) {
        try {
            trade.open(value);
            return new Decoded.Accepted<>(row(consumedAt));
        } catch (RejectedException e) {
            return new Decoded.Rejected<>(e.reason(), e.getMessage());
        }
    }

    private TradeRow row(long consumedAt) throws RejectedException {
        String name = trade.symbol(symbol);
        if (name.isEmpty()) {
            throw new RejectedException(RejectReason.EMPTY_KEY, "symbol is empty");
        }
        long madeAt = trade.time(tradeTime);
        Decimal told = positive(price, RejectReason.PRICE_NOT_POSITIVE);
        Decimal amount = positive(quantity, RejectReason.BAD_VOLUME);
        if (!(told.toDouble() * amount.toDouble() < CandleValues.TOO_LARGE)) {
            throw trade.refused(quantity, RejectReason.NOT_A_NUMBER, "times the price is too large");
        }
        TradeHours.Hour hour = hours.of(name, madeAt);
        TradeRow row = new TradeRow(
                hour.partition(),
                name,
                hour.start(),
                id(tradeId),
                told,
                amount,
                madeAt,
                trade.truth(buyerMaker),
                trade.time(eventTime),
                trade.text(source),
                collected(madeAt),
                consumedAt,
                aggregate ? id(firstTradeId) : TradeRow.NO_TRADE,
                aggregate ? id(lastTradeId) : TradeRow.NO_TRADE);
        if (row.firstTradeId() > row.lastTradeId()) {
            throw trade.refused(
                    lastTradeId, RejectReason.BAD_TRADE_COUNT, "is below first_trade_id, " + row.firstTradeId());
        }
        return row;
    }

    private long id(int slot) throws RejectedException {
        long id = trade.whole(slot);
        if (id < 0) {
            throw trade.refused(slot, RejectReason.NOT_A_NUMBER, "is below zero");
        }
        return id;
    }

    /** A schema of strings decodes many wrong bytes without complaint; a trade has a price and a quantity. */
    private Decimal positive(int slot, RejectReason reason) throws RejectedException {
        Decimal value = trade.exact(slot);
        if (!value.isPositive()) {
            throw trade.refused(slot, reason, "is not above zero");
        }
        return value;
    }

    private long collected(long madeAt) throws RejectedException {
        long collected = trade.time(collectedAt);
        if (madeAt > collected + GRACE.toMillis()) {
            throw trade.refused(
                    tradeTime, RejectReason.FROM_THE_FUTURE, "is more than a day after it was collected, " + collected);
        }
        return collected;
    }
}
