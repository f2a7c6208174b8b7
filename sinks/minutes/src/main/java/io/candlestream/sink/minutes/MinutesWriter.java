package io.candlestream.sink.minutes;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.minutes.MinuteCandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keeps the closed candles of a task; open ones, which a later update completes, are no part of the files. */
final class MinutesWriter<R extends Row> implements SinkWriter<R> {
    private final Map<String, Function<R, Object>> values = new HashMap<>();
    private final List<MinuteCandle> closed = new ArrayList<>();

    MinutesWriter(RowLayout<R> layout) {
        for (Field<R> field : layout.fields()) {
            values.put(field.name(), FieldValue.of(field));
        }
    }

    @Override
    public void write(Collection<List<R>> groups) {
        Function<R, Object> isClosed = values.getOrDefault("is_closed", row -> false);
        for (List<R> group : groups) {
            for (R row : group) {
                if (Boolean.TRUE.equals(isClosed.apply(row))) {
                    closed.add(MinuteCandle.of(
                            column -> values.getOrDefault(column, any -> null).apply(row), row.version()));
                }
            }
        }
    }

    @Override
    public Optional<SinkResult> result() {
        return closed.isEmpty() ? Optional.empty() : Optional.of(new ClosedCandles(List.copyOf(closed)));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
