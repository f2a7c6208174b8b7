package io.candlestream.consumer.kline;

import io.candlestream.consumer.row.Column;
import java.util.List;

/**
 * The columns of the candles' table: the one place that says which value stands where. Trade ids that are unknown are
 * written as such: left out, those of an earlier update would stay, which are not this one's.
 */
final class AssetColumns {
    static final List<Column<AssetRow>> ALL = List.of(
            Column.ofUuid("id", AssetRow::id),
            Column.ofText("asset_name", AssetRow::assetName),
            Column.ofDouble("open", AssetRow::open),
            Column.ofDouble("high", AssetRow::high),
            Column.ofDouble("low", AssetRow::low),
            Column.ofDouble("close", AssetRow::close),
            Column.ofDouble("volume", AssetRow::volume),
            Column.ofDouble("quote_volume", AssetRow::quoteVolume),
            Column.ofInt("trades", AssetRow::trades),
            Column.ofBoolean("is_closed", AssetRow::closed),
            Column.ofTime("timestamp", AssetRow::openTime),
            Column.ofTime("close_time", AssetRow::closeTime),
            Column.ofTime("collected_at", AssetRow::collectedAt),
            Column.ofTime("consumed_at", AssetRow::consumedAt),
            Column.ofText("symbol", AssetRow::symbol),
            Column.ofText("interval", AssetRow::interval),
            Column.ofOptionalTime("event_time", AssetRow::eventTime),
            Column.ofBigint("first_trade_id", row -> row.firstTradeId().orElse(AssetRow.NO_TRADE)),
            Column.ofBigint("last_trade_id", row -> row.lastTradeId().orElse(AssetRow.NO_TRADE)),
            Column.ofOptionalDouble("taker_buy_volume", AssetRow::takerBuyVolume),
            Column.ofOptionalDouble("taker_buy_quote_volume", AssetRow::takerBuyQuoteVolume),
            Column.ofText("source", AssetRow::source));

    /** Partition key, then clustering key. */
    static final List<String> PRIMARY_KEY = List.of("asset_name", "timestamp");

    private AssetColumns() {}
}
