package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StringRecordReader;
import org.apache.avro.Schema;

/** Makes an {@link AggTradeRow} of an aggregate trade's Avro bytes, or says why they are none. One instance serves one thread. */
final class AggTradeDecoder implements RowDecoder<AggTradeRow> {
    private final StringRecordReader record;
    private final TradeDecoder trade;
    private final int firstTradeId;
    private final int lastTradeId;

    AggTradeDecoder(Schema written, int maxTextBytes) {
        this.record = new StringRecordReader(written, maxTextBytes);
        this.trade = new TradeDecoder(record, AggTradeFields.CLUSTERING_KEY);
        this.firstTradeId = record.slot("first_trade_id");
        this.lastTradeId = record.slot("last_trade_id");
    }

    @Override
    public Decoded<AggTradeRow> decode(byte[] value, long consumedAt) {
        try {
            record.open(value);
            return new Decoded.Accepted<>(row(consumedAt));
        } catch (RejectedException e) {
            return new Decoded.Rejected<>(e.reason(), e.getMessage());
        }
    }

    private AggTradeRow row(long consumedAt) throws RejectedException {
        TradeRow shared = trade.row(consumedAt);
        long first = TradeDecoder.id(record, firstTradeId);
        long last = TradeDecoder.id(record, lastTradeId);
        if (first > last) {
            throw record.refused(lastTradeId, RejectReason.BAD_TRADE_COUNT, "is below first_trade_id, " + first);
        }
        return new AggTradeRow(shared, first, last);
    }
}
