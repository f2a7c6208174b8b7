package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;

/**
 * What tells two versions of a closed candle, a trade or an aggregate trade apart: all that a certificate hashes of it, decimals of candles
 * as the doubles that are nearest.
 *
 * @param places of the columns
 */
record CertifiedValues(List<Integer> places, Numbers numbers) {
    private static final List<String> CANDLE = Stream.concat(
                    Stream.of("close_time", "trades"), CandleRow.NUMBERS.stream())
            .toList();
    private static final List<String> TRADE =
            List.of("trade_time", "price", "quantity", "quote_quantity", "is_buyer_maker");
    private static final List<String> AGGREGATE =
            List.of("trade_time", "price", "quantity", "first_trade_id", "last_trade_id", "is_buyer_maker");

    /** How decimals are compared. */
    private enum Numbers {
        AS_DOUBLES,
        EXACT
    }

    /** Those of a table of closed candles, or of trades of either kind; empty for another table. */
    static Optional<CertifiedValues> of(Table table) {
        Schema schema = table.schema();
        if (has(schema, "is_closed")) {
            return of(schema, CANDLE, Numbers.AS_DOUBLES);
        } else if (has(schema, "agg_trade_id")) {
            return of(schema, AGGREGATE, Numbers.EXACT);
        }
        return has(schema, "trade_id") ? of(schema, TRADE, Numbers.EXACT) : Optional.empty();
    }

    private static Optional<CertifiedValues> of(Schema schema, List<String> columns, Numbers numbers) {
        return columns.stream().allMatch(column -> has(schema, column))
                ? Optional.of(new CertifiedValues(LakeRows.places(schema, columns), numbers))
                : Optional.empty();
    }

    private static boolean has(Schema schema, String column) {
        return schema.findField(column) != null;
    }

    boolean areEqual(StructLike one, StructLike other) {
        return places.stream().allMatch(place -> isEqual(one.get(place, Object.class), other.get(place, Object.class)));
    }

    private boolean isEqual(Object one, Object other) {
        if (numbers == Numbers.AS_DOUBLES && one instanceof Number first && other instanceof Number second) {
            return first instanceof Long ? first.equals(second) : first.doubleValue() == second.doubleValue();
        } else if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
            return first.compareTo(second) == 0;
        }
        return Objects.equals(one, other);
    }
}
