package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Stores rows of one stream, of each the newest version, and what their revisions say, in maps of this class: a sink is serializable. */
record MapSink(String name) implements Sink {
    private static final long serialVersionUID = 1;
    /** By partition and clustering key. */
    static final TreeMap<String, Row> ROWS = new TreeMap<>();
    /** By partition, clustering key and version. */
    static final Map<String, String> REVISIONS = new TreeMap<>();

    static int reads;
    /** Whether no row is written any more. */
    static boolean dies;

    static void clear() {
        ROWS.clear();
        REVISIONS.clear();
        reads = 0;
        dies = false;
    }

    private static String key(String partition, long clustering) {
        return String.format("%s/%020d", partition, clustering);
    }

    @Override
    public String target(RowLayout<?> layout) {
        return layout.table();
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        boolean revisions = layout.clusteringKey().equals("new_version");
        return new SinkWriter<>() {
            @Override
            public void write(Collection<List<R>> groups) {
                if (!revisions && dies) {
                    throw new IllegalStateException("killed");
                }
                groups.forEach(group -> group.forEach(row -> {
                    String key = key(row.partition(), row.clustering());
                    if (revisions) {
                        REVISIONS.put(key + " " + row.version(), shown(layout, row));
                    } else {
                        ROWS.merge(key, row, (old, now) -> now.version() > old.version() ? now : old);
                    }
                }));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public StoredRanges ranges(RowLayout<?> layout, List<String> columns, Runnable retried) {
        return new StoredRanges() {
            @Override
            public List<String> partitions() {
                throw new UnsupportedOperationException("revisions are of rows whose partition is known");
            }

            @Override
            public void read(String partition, long from, long to, Visitor visitor) throws InterruptedException {
                reads++;
                layout.keyValues(partition);
                for (Row row : ROWS.subMap(key(partition, from), true, key(partition, to), true)
                        .values()) {
                    visitor.visit(new Stored(layout, row, columns));
                }
            }

            @Override
            public void close() {}
        };
    }

    /** All of a revision but when it was noted. */
    private static <R extends Row> String shown(RowLayout<R> layout, R row) {
        List<String> values = new ArrayList<>();
        for (Field<R> field : layout.fields()) {
            if (!field.name().equals("revised_at")) {
                values.add(field.name() + "=" + text(value(field, row)));
            }
        }
        return values.toString();
    }

    private static Object text(Object value) {
        Object inner = value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : value;
        return inner instanceof Decimal number ? number.toBigDecimal().toPlainString() : inner;
    }

    private static <R> Object value(Field<R> field, R row) {
        if (field instanceof Field.OfText<R> text) {
            return text.value().apply(row);
        } else if (field instanceof Field.OfTime<R> time) {
            return time.value().applyAsLong(row);
        } else if (field instanceof Field.OfOptionalTime<R> time) {
            return time.value().apply(row);
        } else if (field instanceof Field.OfLong<R> number) {
            return number.value().applyAsLong(row);
        } else if (field instanceof Field.OfInt<R> number) {
            return number.value().applyAsInt(row);
        } else if (field instanceof Field.OfDouble<R> number) {
            return number.value().applyAsDouble(row);
        } else if (field instanceof Field.OfOptionalDouble<R> number) {
            return number.value().apply(row);
        } else if (field instanceof Field.OfDecimal<R> number) {
            return number.value().apply(row);
        } else if (field instanceof Field.OfOptionalDecimal<R> number) {
            return number.value().apply(row);
        } else if (field instanceof Field.OfBoolean<R> flag) {
            return flag.value().test(row);
        }
        throw new IllegalArgumentException(field.name());
    }

    /** A row as a store gives it back. */
    private record Stored(RowLayout<?> layout, Row row, List<String> columns) implements StoredRanges.VersionedRow {
        @SuppressWarnings("unchecked") // the rows are those of the layout
        private Object value(String column) {
            if (!columns.contains(column)) {
                throw new IllegalArgumentException(column + " was not asked for");
            }
            return layout.fields().stream()
                    .filter(field -> field.name().equals(column))
                    .map(field -> MapSink.value((Field<Row>) field, row))
                    .findFirst()
                    .orElseThrow();
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
            Object value = value(column);
            if (value instanceof Decimal decimal) {
                return OptionalDouble.of(decimal.toBigDecimal().doubleValue());
            }
            return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : (OptionalDouble) value;
        }

        @Override
        public Optional<Decimal> exact(String column) {
            return value(column) instanceof Decimal decimal ? Optional.of(decimal) : Optional.empty();
        }

        @Override
        public boolean flag(String column) {
            return (boolean) value(column);
        }

        @Override
        public Optional<String> text(String column) {
            return Optional.of((String) value(column));
        }

        @Override
        public Optional<Instant> time(String column) {
            Object value = value(column);
            long millis = value instanceof OptionalLong time ? time.orElseThrow() : (long) value;
            return Optional.of(Instant.ofEpochMilli(millis));
        }
    }
}
