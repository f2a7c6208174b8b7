package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import java.util.List;

/** The fields of an aggregate trade: the one place that says which value stands in which column. */
final class AggTradeFields {
    static final String CLUSTERING_KEY = "agg_trade_id";

    static final List<Field<AggTradeRow>> ALL = List.of(
            new OfText<>("symbol", row -> row.trade().symbol()),
            new OfTime<>("hour", row -> row.trade().hour()),
            new OfLong<>(CLUSTERING_KEY, row -> row.trade().tradeId()),
            new OfDecimal<>("price", row -> row.trade().price()),
            new OfDecimal<>("quantity", row -> row.trade().quantity()),
            new OfLong<>("first_trade_id", AggTradeRow::firstTradeId),
            new OfLong<>("last_trade_id", AggTradeRow::lastTradeId),
            new OfTime<>("trade_time", row -> row.trade().tradeTime()),
            new OfBoolean<>("is_buyer_maker", row -> row.trade().buyerMaker()),
            new OfTime<>("event_time", row -> row.trade().eventTime()),
            new OfText<>("source", row -> row.trade().source()),
            new OfTime<>("consumed_at", row -> row.trade().consumedAt()));

    /** What a person sees first. */
    static final List<String> SHOWN = List.of(
            "symbol",
            CLUSTERING_KEY,
            "trade_time",
            "price",
            "quantity",
            "first_trade_id",
            "last_trade_id",
            "is_buyer_maker");

    private AggTradeFields() {}
}
