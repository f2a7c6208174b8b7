package io.candlestream.consumer.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows of each partition, newest first, as a sink would have stored them. */
public record StoredRows(List<List<Map<String, Object>>> partitions) implements SinkReader {
    private record Stored(Map<String, Object> values) implements StoredRow {
        @Override
        public Optional<String> text(String column) {
            return Optional.ofNullable((String) values.get(column));
        }

        @Override
        public Optional<Instant> time(String column) {
            return Optional.ofNullable((Instant) values.get(column));
        }
    }

    @Override
    public <T> List<T> newest(List<String> columns, Function<StoredRow, Optional<T>> choose) {
        return partitions.stream().flatMap(rows -> chosen(rows, choose)).toList();
    }

    private static <T> Stream<T> chosen(List<Map<String, Object>> rows, Function<StoredRow, Optional<T>> choose) {
        return rows.stream()
                .flatMap(row -> choose.apply(new Stored(row)).stream())
                .limit(1);
    }

    @Override
    public void close() {}
}
