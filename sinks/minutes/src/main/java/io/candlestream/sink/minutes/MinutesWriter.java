package io.candlestream.sink.minutes;

import io.candlestream.consumer.sink.LostNumbers;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.minutes.MinuteCandle;
import io.candlestream.minutes.MinuteFeatures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keeps the closed candles of a task, or features of such; open ones, which a later update completes, are no part of the files. */
final class MinutesWriter<R extends Row> implements SinkWriter<R> {
    private static final LostNumbers LOST = new LostNumbers("the minute files", "a decimal number of Parquet");

    private final Map<String, Function<R, Object>> values = new HashMap<>();
    private final List<MinuteCandle> closed = new ArrayList<>();
    private final List<MinuteFeatures> made = new ArrayList<>();
    private final boolean features;

    MinutesWriter(RowLayout<R> layout) {
        for (Field<R> field : layout.fields()) {
            values.put(field.name(), FieldValue.of(field));
        }
        this.features = layout.definition().equals(MinutesSink.FEATURES);
    }

    @Override
    public void write(Collection<List<R>> groups) {
        if (features) {
            groups.forEach(group ->
                    group.forEach(row -> made.add(MinuteFeatures.of(column -> value(column, row), row.version()))));
            return;
        }
        Function<R, Object> isClosed = values.getOrDefault("is_closed", row -> false);
        for (List<R> group : groups) {
            for (R row : group) {
                if (Boolean.TRUE.equals(isClosed.apply(row))) {
                    closed.add(MinuteCandle.of(column -> held(column, value(column, row)), row.version()));
                }
            }
        }
    }

    /** Nothing in place of a number with more digits than the files have room for. */
    private static Object held(String column, Object value) {
        if (value instanceof BigDecimal number && !MinuteCandle.holds(number)) {
            LOST.add(column, number);
            return null;
        }
        return value;
    }

    private Object value(String column, R row) {
        return values.getOrDefault(column, any -> null).apply(row);
    }

    @Override
    public Optional<SinkResult> result() {
        return closed.isEmpty() && made.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClosedCandles(List.copyOf(closed), List.copyOf(made)));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
