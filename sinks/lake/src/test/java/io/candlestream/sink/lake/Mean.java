package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A row that is computed of others, as features are. */
public record Mean(String symbol, Instant at, OptionalDouble mean, long version) implements Row {
    static final RowLayout<Mean> LAYOUT = new RowLayout<>(
            "means",
            "means",
            List.of(
                    new Field.OfText<>("symbol", Mean::symbol),
                    new Field.OfTime<>("timestamp", mean -> mean.at().toEpochMilli()),
                    new Field.OfOptionalDouble<>("mean", Mean::mean)),
            List.of("symbol"),
            "timestamp",
            List.of("symbol"));

    @Override
    public String partition() {
        return symbol;
    }

    @Override
    public long clustering() {
        return at.toEpochMilli();
    }
}
