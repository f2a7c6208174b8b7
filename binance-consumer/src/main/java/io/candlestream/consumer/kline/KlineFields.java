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
import java.util.List;

/**
 * The fields of a candle: the one place that says which value stands in which column. Trade ids that are unknown are
 * written as such: left out, those of an earlier update would stay, which are not this one's.
 */
final class KlineFields {
    static final List<Field<KlineRow>> ALL = List.of(
            new OfUuid<>("id", KlineRow::id),
            new OfText<>("asset_name", KlineRow::assetName),
            new OfDouble<>("open", KlineRow::open),
            new OfDouble<>("high", KlineRow::high),
            new OfDouble<>("low", KlineRow::low),
            new OfDouble<>("close", KlineRow::close),
            new OfDouble<>("volume", KlineRow::volume),
            new OfDouble<>("quote_volume", KlineRow::quoteVolume),
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
            new OfOptionalDouble<>("taker_buy_volume", KlineRow::takerBuyVolume),
            new OfOptionalDouble<>("taker_buy_quote_volume", KlineRow::takerBuyQuoteVolume),
            new OfText<>("source", KlineRow::source));

    static final List<String> PARTITION_KEY = List.of("asset_name");
    static final String CLUSTERING_KEY = "timestamp";

    /** What a person sees first. */
    static final List<String> SHOWN =
            List.of("asset_name", "timestamp", "open", "high", "low", "close", "volume", "trades", "is_closed");

    private KlineFields() {}
}
