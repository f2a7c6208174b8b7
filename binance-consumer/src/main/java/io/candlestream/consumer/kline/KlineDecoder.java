package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StringRecordReader;
import io.candlestream.schema.Interval;
import java.util.Optional;
import org.apache.avro.Schema;

/** Makes an {@link KlineRow} of a kline's Avro bytes, or says why they are none. One instance serves one thread. */
final class KlineDecoder implements RowDecoder<KlineRow> {
    private final StringRecordReader kline;
    private final CandleCheck check;
    private final Slots at;

    private final class Slots {
        private final int id = kline.slot("id");
        private final int assetName = kline.slot("asset_name");
        private final int open = kline.slot("open");
        private final int high = kline.slot("high");
        private final int low = kline.slot("low");
        private final int close = kline.slot("close");
        private final int volume = kline.slot("volume");
        private final int quoteVolume = kline.slot("quote_volume");
        private final int isClosed = kline.slot("is_closed");
        private final int timestamp = kline.slot("timestamp");
        private final int closeTime = kline.slot("close_time");
        private final int collectedAt = kline.slot("collected_at");
        private final int symbol = kline.slot("symbol");
        private final int interval = kline.slot("interval");
        private final int eventTime = kline.slot("event_time");
        private final int firstTradeId = kline.slot("first_trade_id");
        private final int lastTradeId = kline.slot("last_trade_id");
        private final int takerBuyVolume = kline.slot("taker_buy_volume");
        private final int takerBuyQuoteVolume = kline.slot("taker_buy_quote_volume");
        private final int source = kline.slot("source");
        private final int trades = kline.slot("trades");
    }

    KlineDecoder(Schema written, Interval interval, int maxTextBytes) {
        this.kline = new StringRecordReader(written, maxTextBytes);
        this.check = new CandleCheck(interval);
        this.at = new Slots();
    }

    @Override
    public Decoded<KlineRow> decode(byte[] value, long consumedAt) {
        try {
            kline.open(value);
            KlineRow row = row(consumedAt);
            check.check(row);
            return new Decoded.Accepted<>(row);
        } catch (RejectedException e) {
            return new Decoded.Rejected<>(e.reason(), e.getMessage());
        }
    }

    private KlineRow row(long consumedAt) throws RejectedException {
        return new KlineRow(
                kline.uuid(at.id),
                kline.text(at.assetName),
                kline.decimal(at.open),
                kline.decimal(at.high),
                kline.decimal(at.low),
                kline.decimal(at.close),
                kline.decimal(at.volume),
                kline.decimal(at.quoteVolume),
                tradeCount(),
                kline.truth(at.isClosed),
                kline.time(at.timestamp),
                kline.time(at.closeTime),
                kline.time(at.collectedAt),
                consumedAt,
                kline.symbol(at.symbol),
                kline.text(at.interval),
                kline.optionalTime(at.eventTime),
                kline.optionalWhole(at.firstTradeId),
                kline.optionalWhole(at.lastTradeId),
                kline.optionalDecimal(at.takerBuyVolume),
                kline.optionalDecimal(at.takerBuyQuoteVolume),
                kline.text(at.source),
                exact());
    }

    /** Read a second time, exactly, are only the few that are so long. */
    private ExactNumbers exact() {
        Optional<Decimal> open = kline.beyondDouble(at.open);
        Optional<Decimal> high = kline.beyondDouble(at.high);
        Optional<Decimal> low = kline.beyondDouble(at.low);
        Optional<Decimal> close = kline.beyondDouble(at.close);
        Optional<Decimal> volume = kline.beyondDouble(at.volume);
        Optional<Decimal> quoteVolume = kline.beyondDouble(at.quoteVolume);
        Optional<Decimal> takerBuyVolume = kline.beyondDouble(at.takerBuyVolume);
        Optional<Decimal> takerBuyQuoteVolume = kline.beyondDouble(at.takerBuyQuoteVolume);
        boolean none = open.isEmpty()
                && high.isEmpty()
                && low.isEmpty()
                && close.isEmpty()
                && volume.isEmpty()
                && quoteVolume.isEmpty()
                && takerBuyVolume.isEmpty()
                && takerBuyQuoteVolume.isEmpty();
        return none
                ? ExactNumbers.NONE
                : new ExactNumbers(open, high, low, close, volume, quoteVolume, takerBuyVolume, takerBuyQuoteVolume);
    }

    private int tradeCount() throws RejectedException {
        long count = kline.whole(at.trades);
        if (count != (int) count) {
            throw kline.refused(at.trades, RejectReason.NOT_A_NUMBER, "does not fit into an int");
        }
        return (int) count;
    }
}
