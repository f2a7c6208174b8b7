package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import io.candlestream.schema.VersionHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes a task's rows of one stream into files: each update as it comes into those of the table raw, and of what the consumer has
 * kept as the newest of each row that which is no longer updated.
 */
final class LakeWriter<R extends Row> implements SinkWriter<R> {
    private final LakeTask task;
    private final LakeLayout<R> layout;
    private final DayFiles<R> files;
    private final Optional<DayFiles<R>> raw;
    private final Predicate<R> open;
    /** By table, of one source: those of earlier records it has. */
    private final Map<String, Long> positions;

    private Map<SourcePartition, Long> ends = Map.of();
    private boolean wanted = true;
    private boolean rawWanted = true;
    private long rows;
    private boolean noticed;

    LakeWriter(LakeTask task, LakeLayout<R> layout) {
        this(task, layout, Map.of());
    }

    /** @param positions by table the offset of the source from which on it lacks the rows; none where it has no row of what comes */
    LakeWriter(LakeTask task, LakeLayout<R> layout, Map<String, Long> positions) {
        this.task = task;
        this.layout = layout;
        this.positions = positions;
        this.files = task.files(layout.table(), layout);
        this.raw = layout.rawTable().map(name -> task.files(name, layout));
        this.open = layout.open().orElse(row -> false);
    }

    @Override
    public void received(R row) {
        noticed = true;
        long hash = VersionHash.mixed(VersionHash.START, row.partition().hashCode());
        rows += VersionHash.mixed(VersionHash.mixed(hash, row.clustering()), row.version());
        if (rawWanted) {
            raw.ifPresent(each -> each.write(row));
        }
    }

    /** A table may be ahead of the other one: a program can end between their commits. */
    @Override
    public long reached(long offset) {
        wanted = lacks(layout.table(), offset);
        rawWanted = layout.rawTable().filter(table -> lacks(table, offset)).isPresent();
        return positions.values().stream()
                .filter(position -> position > offset)
                .min(Long::compare)
                .orElse(Long.MAX_VALUE);
    }

    private boolean lacks(String table, long offset) {
        return positions.getOrDefault(table, 0L) <= offset;
    }

    @Override
    public void readUpTo(Map<SourcePartition, Long> ends) {
        this.ends = ends;
    }

    /** A row that a newer one replaces in the same batch stood nowhere, and was known: it is another version. */
    @Override
    public void superseded(R row) {
        if (wanted && layout.keepsVersions() && !open.test(row)) {
            files.write(row);
        }
    }

    @Override
    public void madeOf(long sum) {
        noticed = true;
        rows += sum;
    }

    @Override
    public void write(Collection<List<R>> groups) {
        if (!wanted) {
            return;
        }
        for (List<R> group : groups) {
            for (R row : group) {
                if (!open.test(row)) {
                    files.write(row);
                }
            }
        }
    }

    @Override
    public Optional<SinkResult> result() {
        if (!noticed) {
            return Optional.empty();
        }
        List<LakeFiles> tables = new ArrayList<>();
        tables.add(new LakeFiles(layout.table(), task.query(), rows, files.finish(), ends));
        raw.ifPresent(each ->
                tables.add(new LakeFiles(layout.rawTable().orElseThrow(), task.query(), rows, each.finish(), ends)));
        return Optional.of(new LakeFiles.Result(tables));
    }

    @Override
    public void close() {
        files.abandon();
        raw.ifPresent(DayFiles::abandon);
    }
}
