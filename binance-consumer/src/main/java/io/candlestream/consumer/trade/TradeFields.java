package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import java.util.ArrayList;
import java.util.List;

/** The fields of a trade, or of an aggregate trade: the one place that says which value stands in which column. */
final class TradeFields {
    static final List<String> PARTITION_KEY = List.of("symbol", "hour");

    private TradeFields() {}

    static List<Field<TradeRow>> of(TradeType type) {
        List<Field<TradeRow>> fields = new ArrayList<>();
        fields.add(new OfText<>("symbol", TradeRow::symbol));
        fields.add(new OfTime<>("hour", TradeRow::hour));
        fields.add(new OfLong<>(type.idField(), TradeRow::tradeId));
        fields.add(new OfDecimal<>("price", TradeRow::price));
        fields.add(new OfDecimal<>("quantity", TradeRow::quantity));
        if (type == TradeType.AGG_TRADES) {
            fields.add(new OfLong<>("first_trade_id", TradeRow::firstTradeId));
            fields.add(new OfLong<>("last_trade_id", TradeRow::lastTradeId));
        } else {
            fields.add(new OfDecimal<>("quote_quantity", TradeRow::quoteQuantity));
        }
        fields.add(new OfTime<>("trade_time", TradeRow::tradeTime));
        fields.add(new OfBoolean<>("is_buyer_maker", TradeRow::buyerMaker));
        fields.add(new OfTime<>("event_time", TradeRow::eventTime));
        fields.add(new OfText<>("source", TradeRow::source));
        fields.add(new OfTime<>("consumed_at", TradeRow::consumedAt));
        return List.copyOf(fields);
    }

    /** What a person sees first. */
    static List<String> shown(TradeType type) {
        List<String> shown = new ArrayList<>(List.of("symbol", type.idField(), "trade_time", "price", "quantity"));
        if (type == TradeType.AGG_TRADES) {
            shown.addAll(type.own());
        }
        shown.add("is_buyer_maker");
        return List.copyOf(shown);
    }
}
