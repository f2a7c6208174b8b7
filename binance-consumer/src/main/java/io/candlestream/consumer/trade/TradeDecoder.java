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

/**
 * Makes a {@link TradeRow} of a trade's Avro bytes, or says why they are none; what an aggregate trade shares with a trade likewise. One
 * instance serves one thread.
 */
final class TradeDecoder implements RowDecoder<TradeRow> {
    /** By how much a trade may be made after it was collected: two clocks differ, but not by a day. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final TradeHours hours = new TradeHours();
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

    TradeDecoder(Schema written, int maxTextBytes) {
        this(new StringRecordReader(written, maxTextBytes), TradeFields.CLUSTERING_KEY);
    }

    /** @param idField the field that has the id */
    TradeDecoder(StringRecordReader trade, String idField) {
        this.trade = trade;
        this.symbol = trade.slot("symbol");
        this.tradeId = trade.slot(idField);
        this.price = trade.slot("price");
        this.quantity = trade.slot("quantity");
        this.tradeTime = trade.slot("trade_time");
        this.buyerMaker = trade.slot("is_buyer_maker");
        this.eventTime = trade.slot("event_time");
        this.collectedAt = trade.slot("collected_at");
        this.source = trade.slot("source");
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

    /** The record that was opened last. */
    TradeRow row(long consumedAt) throws RejectedException {
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
        return new TradeRow(
                hour.partition(),
                name,
                hour.start(),
                id(trade, tradeId),
                told,
                amount,
                madeAt,
                trade.truth(buyerMaker),
                trade.time(eventTime),
                trade.text(source),
                collected(madeAt),
                consumedAt);
    }

    /** The id in {@code slot}. */
    static long id(StringRecordReader trade, int slot) throws RejectedException {
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
