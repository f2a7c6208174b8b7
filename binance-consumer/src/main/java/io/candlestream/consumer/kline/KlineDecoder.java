package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StringRecordReader;
import io.candlestream.schema.Interval;
import org.apache.avro.Schema;

/** Makes an {@link KlineRow} of a kline's Avro bytes, or says why they are none. One instance serves one thread. */
final class KlineDecoder implements RowDecoder<KlineRow> {
    private final StringRecordReader kline;
    private final CandleCheck check;
    private final int id;
    private final int assetName;
    private final int open;
    private final int high;
    private final int low;
    private final int close;
    private final int volume;
    private final int quoteVolume;
    private final int isClosed;
    private final int timestamp;
    private final int closeTime;
    private final int collectedAt;
    private final int symbol;
    private final int interval;
    private final int eventTime;
    private final int firstTradeId;
    private final int lastTradeId;
    private final int takerBuyVolume;
    private final int takerBuyQuoteVolume;
    private final int source;
    private final int trades;

    KlineDecoder(Schema written, Interval interval, int maxTextBytes) {
        this.kline = new StringRecordReader(written, maxTextBytes);
        this.check = new CandleCheck(interval);
        this.id = kline.slot("id");
        this.assetName = kline.slot("asset_name");
        this.open = kline.slot("open");
        this.high = kline.slot("high");
        this.low = kline.slot("low");
        this.close = kline.slot("close");
        this.volume = kline.slot("volume");
        this.quoteVolume = kline.slot("quote_volume");
        this.isClosed = kline.slot("is_closed");
        this.timestamp = kline.slot("timestamp");
        this.closeTime = kline.slot("close_time");
        this.collectedAt = kline.slot("collected_at");
        this.symbol = kline.slot("symbol");
        this.interval = kline.slot("interval");
        this.eventTime = kline.slot("event_time");
        this.firstTradeId = kline.slot("first_trade_id");
        this.lastTradeId = kline.slot("last_trade_id");
        this.takerBuyVolume = kline.slot("taker_buy_volume");
        this.takerBuyQuoteVolume = kline.slot("taker_buy_quote_volume");
        this.source = kline.slot("source");
        this.trades = kline.slot("trades");
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
                kline.uuid(id),
                kline.text(assetName),
                kline.decimal(open),
                kline.decimal(high),
                kline.decimal(low),
                kline.decimal(close),
                kline.decimal(volume),
                kline.decimal(quoteVolume),
                tradeCount(),
                kline.truth(isClosed),
                kline.time(timestamp),
                kline.time(closeTime),
                kline.time(collectedAt),
                consumedAt,
                kline.text(symbol),
                kline.text(interval),
                kline.optionalTime(eventTime),
                kline.optionalWhole(firstTradeId),
                kline.optionalWhole(lastTradeId),
                kline.optionalDecimal(takerBuyVolume),
                kline.optionalDecimal(takerBuyQuoteVolume),
                kline.text(source));
    }

    private int tradeCount() throws RejectedException {
        long count = kline.whole(trades);
        if (count != (int) count) {
            throw kline.refused(trades, RejectReason.NOT_A_NUMBER, "does not fit into an int");
        }
        return (int) count;
    }
}
