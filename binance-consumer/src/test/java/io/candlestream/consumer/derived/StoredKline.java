package io.candlestream.consumer.derived;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** A candle as a table gives it back. */
record StoredKline(KlineRow row, RowLayout<KlineRow> layout) implements StoredRanges.VersionedRow {
    @SuppressWarnings("unchecked")
    private <F> F field(String column, Class<? super F> type) {
        return (F) type.cast(layout.fields().stream()
                .filter(field -> field.name().equals(column))
                .findFirst()
                .orElseThrow());
    }

    @Override
    public long clustering() {
        return row.clustering();
    }

    @Override
    public long version() {
        return row.version();
    }

    @Override
    public OptionalDouble number(String column) {
        if (column.startsWith("taker")) {
            Field.OfOptionalDouble<KlineRow> number = field(column, Field.OfOptionalDouble.class);
            return number.value().apply(row);
        }
        Field.OfDouble<KlineRow> number = field(column, Field.OfDouble.class);
        return OptionalDouble.of(number.value().applyAsDouble(row));
    }

    @Override
    public boolean flag(String column) {
        return row.closed();
    }

    @Override
    public Optional<String> text(String column) {
        return Optional.of(row.symbol());
    }

    @Override
    public Optional<Instant> time(String column) {
        return column.equals("close_time")
                ? Optional.of(Instant.ofEpochMilli(row.closeTime()))
                : row.eventTime().stream().mapToObj(Instant::ofEpochMilli).findFirst();
    }
}
