package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfInt;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;

/**
 * The key of a row as that of a record: the values of its primary key with slashes between them, such as {@code
 * bitcoin/2024-08-08T00:00:00Z}. A slash of a text is {@code %2F} and a percent sign {@code %25}, so that no two keys are alike.
 * Rows of one asset or symbol, the first value, go to one partition and keep their order: the one that Kafka's own clients take
 * for that value as the key.
 */
final class RowKey<R extends Row> {
    private final List<Function<R, String>> parts;

    RowKey(RowLayout<R> layout) {
        parts = layout.primaryKey().stream()
                .map(name -> layout.fields().stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                        .map(RowKey::part)
                        .orElseThrow())
                .toList();
    }

    private static <R extends Row> Function<R, String> part(Field<R> field) {
        if (field instanceof OfText<R> text) {
            return row -> text.of(row);
        } else if (field instanceof OfTime<R> time) {
            return row -> Instant.ofEpochMilli(time.of(row)).toString();
        } else if (field instanceof OfLong<R> number) {
            return row -> Long.toString(number.of(row));
        } else if (field instanceof OfInt<R> number) {
            return row -> Integer.toString(number.of(row));
        }
        throw new IllegalArgumentException("Cannot make a key of field " + field.name());
    }

    String of(R row) {
        StringBuilder key = new StringBuilder();
        for (Function<R, String> part : parts) {
            key.append(key.isEmpty() ? "" : "/").append(escaped(part.apply(row)));
        }
        return key.toString();
    }

    private static String escaped(String text) {
        return text.indexOf('/') < 0 && text.indexOf('%') < 0
                ? text
                : text.replace("%", "%25").replace("/", "%2F");
    }

    /** Of {@code count} partitions that of the row. */
    int partition(R row, int count) {
        byte[] first = parts.get(0).apply(row).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(first)) % count;
    }
}
