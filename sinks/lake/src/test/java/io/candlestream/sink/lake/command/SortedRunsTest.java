package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedRunsTest {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "version", Types.LongType.get()));

    private static final RowOrder ORDER = new RowOrder(List.of(0, 1));

    /** In parts of ten rows, of which three are read at a time. */
    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 29, 30, 40, 45, 90, 100, 1237})
    void givesAllRowsInTheirOrder(long count) {
        List<Long> given = new ArrayList<>();
        try (SortedRuns runs = new SortedRuns(SCHEMA, ORDER, 10, 3)) {
            shuffled(count).forEach(id -> runs.add(row(id)));
            runs.forEach(row -> given.add(row.get(0, Long.class)));
        }
        assertThat(given).isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    /** A busy day has thousands of parts, of each of which some megabytes would be in memory. */
    @Test
    void readsFewFilesAtATime() {
        List<Path> all = new ArrayList<>();
        try (SortedRuns runs = new SortedRuns(SCHEMA, ORDER, 10, 3)) {
            shuffled(1237).forEach(id -> runs.add(row(id)));
            all.addAll(runs.files());
            runs.forEach(row -> assertThat(runs.files()).hasSize(3).allMatch(Files::exists));
            all.addAll(runs.files());
        }
        assertThat(all).hasSize(126).noneMatch(Files::exists);
    }

    private static List<Long> shuffled(long count) {
        List<Long> ids = new ArrayList<>(LongStream.range(0, count).boxed().toList());
        Collections.shuffle(ids, new Random(5));
        return ids;
    }

    private static StructLike row(long id) {
        GenericRecord row = GenericRecord.create(SCHEMA);
        row.set(0, id);
        row.set(1, 1L);
        return row;
    }
}
