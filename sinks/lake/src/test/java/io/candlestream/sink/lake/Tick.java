package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of tests: a price at a time, updated until it is closed. */
public record Tick(String symbol, Instant at, Decimal price, double volume, boolean closed, long version)
        implements Row {
    public static final RowLayout<Tick> LAYOUT = new RowLayout<>(
            "assets",
            "assets",
            List.of(
                    new Field.OfText<>("symbol", Tick::symbol),
                    new Field.OfTime<>("timestamp", tick -> tick.at().toEpochMilli()),
                    new Field.OfDecimal<>("price", Tick::price),
                    new Field.OfDouble<>("volume", Tick::volume, tick -> Optional.empty()),
                    new Field.OfBoolean<>("is_closed", Tick::closed)),
            List.of("symbol"),
            "timestamp",
            List.of("symbol"));

    public static Tick closed(String symbol, String at, long cents) {
        return new Tick(symbol, Instant.parse(at), Decimal.of(cents, 2), cents / 8.0, true, cents);
    }

    public Tick open() {
        return new Tick(symbol, at, price, volume, false, version - 1);
    }

    @Override
    public String partition() {
        return symbol;
    }

    @Override
    public long clustering() {
        return at.toEpochMilli();
    }
}
