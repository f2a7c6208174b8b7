package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfInt;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Field.OfUuid;
import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.SinkReader.StoredRow;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The stream of klines of one interval.
 *
 * @param schema the schema of the topic's records
 * @param maxTextBytes a record with a longer field is rejected
 * @param table the name of the table that holds them
 * @param changes what stays of candles that change
 */
public record KlineStream(Schema schema, Interval interval, int maxTextBytes, String table, KlineRevisions changes)
        implements StreamType<KlineRow> {
    /** One that keeps no revisions. */
    public KlineStream(Schema schema, Interval interval, int maxTextBytes, String table) {
        this(schema, interval, maxTextBytes, table, new KlineRevisions(interval, "revisions", KlineRevisions.Kept.NO));
    }

    /** What has to be known of a stored candle to go on from it. */
    private static final List<String> STORED = List.of("symbol", "interval", "timestamp", "collected_at");

    /**
     * The one place that says which value stands in which column. Trade ids that are unknown are written as such: left out,
     * those of an earlier update would stay, which are not this one's.
     */
    private static final List<Field<KlineRow>> FIELDS = List.of(
            new OfUuid<>("id", KlineRow::id),
            new OfText<>("asset_name", KlineRow::assetName),
            new OfDouble<>("open", KlineRow::open, row -> row.exact().open()),
            new OfDouble<>("high", KlineRow::high, row -> row.exact().high()),
            new OfDouble<>("low", KlineRow::low, row -> row.exact().low()),
            new OfDouble<>("close", KlineRow::close, row -> row.exact().close()),
            new OfDouble<>("volume", KlineRow::volume, row -> row.exact().volume()),
            new OfDouble<>(
                    "quote_volume", KlineRow::quoteVolume, row -> row.exact().quoteVolume()),
            new OfInt<>("trades", KlineRow::trades),
            new OfBoolean<>("is_closed", KlineRow::closed),
            new OfTime<>("timestamp", KlineRow::openTime),
            new OfTime<>("close_time", KlineRow::closeTime),
            new OfTime<>("collected_at", KlineRow::collectedAt),
            new OfTime<>("consumed_at", KlineRow::consumedAt),
            new OfText<>("symbol", KlineRow::symbol),
            new OfText<>("interval", KlineRow::interval),
            new OfOptionalTime<>("event_time", KlineRow::eventTime),
            new OfLong<>("first_trade_id", row -> row.firstTradeId().orElse(KlineRow.NO_TRADE)),
            new OfLong<>("last_trade_id", row -> row.lastTradeId().orElse(KlineRow.NO_TRADE)),
            new OfOptionalDouble<>("taker_buy_volume", KlineRow::takerBuyVolume, row -> row.exact()
                    .takerBuyVolume()),
            new OfOptionalDouble<>("taker_buy_quote_volume", KlineRow::takerBuyQuoteVolume, row -> row.exact()
                    .takerBuyQuoteVolume()),
            new OfText<>("source", KlineRow::source));

    @Override
    public RowDecoder<KlineRow> decoder(Schema written) {
        return new KlineDecoder(written, interval, maxTextBytes);
    }

    @Override
    public RowLayout<KlineRow> layout() {
        return layout(table);
    }

    /** That of candles in {@code table}, also for those who bring them without a topic. */
    public static RowLayout<KlineRow> layout(String table) {
        return new RowLayout<>(
                "assets",
                table,
                FIELDS,
                List.of("asset_name"),
                "timestamp",
                List.of("asset_name", "timestamp", "open", "high", "low", "close", "volume", "trades", "is_closed"));
    }

    @Override
    public Optional<Revisions<KlineRow, ?>> revisions() {
        return Optional.of(changes).filter(Revisions::wanted).map(kept -> kept);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("interval", interval.code(), SCHEMA, fingerprint());
    }

    /**
     * Of each symbol all from the newest stored candle of the interval on, which may have been open; others were never
     * stored.
     */
    @Override
    public List<GapRequest> lost(SinkReader stored) {
        return stored.newest(STORED, KlineStream::from).stream()
                .filter(request ->
                        !request.symbol().isEmpty() && request.interval().equals(interval.code()))
                .toList();
    }

    /** A row that opens long after it was collected is passed over: after it nothing would be requested. */
    private static Optional<GapRequest> from(StoredRow candle) {
        Instant openTime = candle.time("timestamp").orElseThrow();
        boolean future = candle.time("collected_at")
                .filter(collected -> CandleTimes.isFromTheFuture(openTime.toEpochMilli(), collected.toEpochMilli()))
                .isPresent();
        return future
                ? Optional.empty()
                : Optional.of(new GapRequest(
                        candle.text("symbol").orElse(""),
                        candle.text("interval").orElse(""),
                        openTime));
    }
}
