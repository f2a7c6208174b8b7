package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;

/**
 * What tells two versions of a closed candle apart: all that a certificate hashes of it, decimals as the doubles that are nearest.
 *
 * @param places of the columns
 */
record CertifiedValues(List<Integer> places) {
    /** Those of a table of closed candles; empty for another table. */
    static Optional<CertifiedValues> of(Table table) {
        Schema schema = table.schema();
        List<String> columns = Stream.concat(Stream.of("close_time", "trades"), CandleRow.NUMBERS.stream())
                .toList();
        boolean candles = schema.findField("is_closed") != null
                && columns.stream().allMatch(column -> schema.findField(column) != null);
        return candles ? Optional.of(new CertifiedValues(LakeRows.places(schema, columns))) : Optional.empty();
    }

    /** Whether both say the same of the candle. */
    boolean areEqual(StructLike one, StructLike other) {
        return places.stream().allMatch(place -> isEqual(one.get(place, Object.class), other.get(place, Object.class)));
    }

    private static boolean isEqual(Object one, Object other) {
        if (one instanceof Number first && other instanceof Number second) {
            return first instanceof Long ? first.equals(second) : first.doubleValue() == second.doubleValue();
        }
        return one == null && other == null;
    }
}
