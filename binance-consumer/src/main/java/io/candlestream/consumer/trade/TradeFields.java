package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import java.util.List;

/** The fields of a trade: the one place that says which value stands in which column. */
final class TradeFields {
    static final List<Field<TradeRow>> ALL = List.of(
            new OfText<>("symbol", TradeRow::symbol),
            new OfTime<>("hour", TradeRow::hour),
            new OfLong<>("trade_id", TradeRow::tradeId),
            new OfDecimal<>("price", TradeRow::price),
            new OfDecimal<>("quantity", TradeRow::quantity),
            new OfDecimal<>("quote_quantity", TradeRow::quoteQuantity),
            new OfTime<>("trade_time", TradeRow::tradeTime),
            new OfBoolean<>("is_buyer_maker", TradeRow::buyerMaker),
            new OfTime<>("event_time", TradeRow::eventTime),
            new OfText<>("source", TradeRow::source),
            new OfTime<>("consumed_at", TradeRow::consumedAt));

    static final List<String> PARTITION_KEY = List.of("symbol", "hour");
    static final String CLUSTERING_KEY = "trade_id";

    /** What a person sees first. */
    static final List<String> SHOWN =
            List.of("symbol", "trade_id", "trade_time", "price", "quantity", "is_buyer_maker");

    private TradeFields() {}
}
