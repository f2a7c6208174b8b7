package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDecimal;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A trade, or an aggregate trade, that another version with other values replaces. Its identity is that of the trade and the version that
 * came.
 *
 * @param trade whose place it is
 * @param revisedAt when it was noted, shortly before its row is stored, epoch milliseconds; all else is a function of what was said
 */
record TradeRevisionRow(TradeRow trade, TradeState before, TradeState now, long revisedAt) implements Row {
    static RowLayout<TradeRevisionRow> layout(TradeType type, String table) {
        String idField = type.idField();
        List<Field<TradeRevisionRow>> fields = new ArrayList<>();
        fields.add(new OfText<>("symbol", row -> row.trade().symbol()));
        fields.add(new OfTime<>("hour", row -> row.trade().hour()));
        fields.add(new OfLong<>(idField, TradeRevisionRow::clustering));
        fields.add(new OfLong<>("new_version", TradeRevisionRow::version));
        fields.add(new OfLong<>("old_version", row -> row.before().version()));
        boolean aggregate = type == TradeType.AGG_TRADES;
        side("old_", TradeRevisionRow::before, aggregate, fields);
        side("new_", TradeRevisionRow::now, aggregate, fields);
        fields.add(new OfTime<>("revised_at", TradeRevisionRow::revisedAt));
        return new RowLayout<>(
                type.definition().replaceFirst("s$", "_revisions"),
                table,
                List.copyOf(fields),
                List.of("symbol", "hour", idField),
                "new_version",
                List.of("symbol", idField, "old_price", "new_price", "old_source", "new_source", "revised_at"));
    }

    private static void side(
            String prefix,
            Function<TradeRevisionRow, TradeState> side,
            boolean aggregate,
            List<Field<TradeRevisionRow>> into) {
        into.add(
                new OfOptionalDecimal<>(prefix + "price", row -> side.apply(row).price()));
        into.add(new OfOptionalDecimal<>(
                prefix + "quantity", row -> side.apply(row).quantity()));
        if (aggregate) {
            into.add(new OfLong<>(
                    prefix + "first_trade_id", row -> side.apply(row).firstTradeId()));
            into.add(new OfLong<>(
                    prefix + "last_trade_id", row -> side.apply(row).lastTradeId()));
        } else {
            into.add(new OfOptionalDecimal<>(
                    prefix + "quote_quantity", row -> side.apply(row).quoteQuantity()));
        }
        into.add(new OfOptionalTime<>(
                prefix + "trade_time", row -> side.apply(row).tradeTime()));
        into.add(new OfBoolean<>(
                prefix + "is_buyer_maker", row -> side.apply(row).buyerMaker()));
        into.add(new OfText<>(prefix + "source", row -> side.apply(row).source()));
        into.add(new OfOptionalTime<>(
                prefix + "event_time", row -> side.apply(row).eventTime()));
    }

    @Override
    public String partition() {
        return trade.partition();
    }

    @Override
    public long clustering() {
        return trade.tradeId();
    }

    @Override
    public long version() {
        return now.version();
    }
}
